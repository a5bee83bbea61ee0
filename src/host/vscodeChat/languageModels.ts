import * as vscode from "vscode";
import type {
  Complete,
  CompletionEnd,
  CompletionRequest,
  CutOffReason,
} from "../../core/completion.ts";
import { takes } from "../../core/models.ts";
import { expectsThinking } from "../../core/parameters.ts";
import { textTokens } from "../../core/tokens.ts";
import type { Model } from "../../shared/model.ts";
import { cutOffText, failureAlert } from "../failureText.ts";
import type { Log } from "../log.ts";
import type { ModelAccess } from "./modelAccess.ts";
import { requestOptions } from "./requestOptions.ts";
import { modelParts, ResponseParts } from "./responseParts.ts";
import { messageText, wireMessages } from "./wireMessages.ts";

const { l10n } = vscode;

export const vendor = "eigen";

export interface LanguageModelsContext {
  readonly complete: Complete;
  readonly models: () => readonly Model[];
  readonly find: (id: string) => Model;
  readonly hasKey: () => Promise<boolean>;
  readonly access: ModelAccess;
  readonly log: Log;
  /** Fires when models or key changed. */
  readonly onDidChange: vscode.Event<void>;
}

/** Eigen's models for VS Code's own chat and, once the user agreed, for other extensions. */
export class LanguageModels implements vscode.LanguageModelChatProvider {
  readonly #context: LanguageModelsContext;
  readonly onDidChangeLanguageModelChatInformation: vscode.Event<void>;

  constructor(context: LanguageModelsContext) {
    this.#context = context;
    this.onDidChangeLanguageModelChatInformation = context.onDidChange;
  }

  /** No models without a key: then the user may be asked for one, unless VS Code wants silence. */
  async provideLanguageModelChatInformation({
    silent,
  }: vscode.PrepareLanguageModelChatModelOptions): Promise<vscode.LanguageModelChatInformation[]> {
    if (!(await this.#context.hasKey())) {
      if (!silent) await vscode.commands.executeCommand("eigen.setApiKey");
      if (!(await this.#context.hasKey())) return [];
    }
    return this.#context.models().map(information);
  }

  async provideLanguageModelChatResponse(
    { id }: vscode.LanguageModelChatInformation,
    messages: readonly vscode.LanguageModelChatRequestMessage[],
    options: vscode.ProvideLanguageModelChatResponseOptions,
    progress: vscode.Progress<vscode.LanguageModelResponsePart>,
    token: vscode.CancellationToken,
  ): Promise<void> {
    const { access, complete, find, log } = this.#context;
    const asker = await access.admit(options);
    const model = find(id);
    const abort = new AbortController();
    const deadline = AbortSignal.timeout(longestAnswerMs);
    const subscription = token.onCancellationRequested(() => abort.abort());
    if (token.isCancellationRequested) abort.abort();
    const request = requestOptions(options, model);
    const parts = new ResponseParts(modelParts(progress), expectsThinking(request));
    try {
      const end = await complete(
        { ...request, messages: wireMessages(messages) },
        {
          signal: AbortSignal.any([abort.signal, deadline]),
          onEvent: (event) => parts.onEvent(event),
        },
      );
      parts.end();
      log.info(`${asker} asked ${id}: ${describe(end)}`);
      if (end.type === "stopped" && !abort.signal.aborted)
        throw new Error(
          l10n.t("The answer was stopped after {0} minutes.", longestAnswerMs / 60_000),
        );
      if (end.type === "failed") throw new Error(failureAlert(end.failure).text);
      if (end.type === "cut-off" && !isLimitOfAsker(end.reason, request))
        throw new Error(cutOffText(end.reason));
    } finally {
      subscription.dispose();
    }
  }

  provideTokenCount(
    _model: vscode.LanguageModelChatInformation,
    text: string | vscode.LanguageModelChatRequestMessage,
  ): Promise<number> {
    return Promise.resolve(textTokens(typeof text === "string" ? text : messageText(text)));
  }
}

/** Before 1.127 VS Code does not pass its Stop on, so that an answer must not go on for ever. */
const longestAnswerMs = 15 * 60_000;

/** What VS Code is told where nobody knows: small enough for every model that is served today. */
const assumedContextLength = 32_768;

/** Who asks for so many tokens at most gets what it wanted. */
function isLimitOfAsker(
  reason: CutOffReason,
  { parameters }: Pick<CompletionRequest, "parameters">,
): boolean {
  return reason === "length" && parameters.max_tokens !== undefined;
}

function information(model: Model): vscode.LanguageModelChatInformation {
  const { id, name = id, contextLength = assumedContextLength } = model;
  const maxOutputTokens = Math.min(model.maxOutputTokens ?? 8192, Math.floor(contextLength / 4));
  return {
    id,
    name,
    family: id,
    version: "",
    detail: "Eigen AI",
    ...(name !== id && { tooltip: id }),
    maxInputTokens: contextLength - maxOutputTokens,
    maxOutputTokens,
    capabilities: {
      imageInput: takes(model, "image") === "yes",
      toolCalling: model.tools === true,
    },
  };
}

function describe(end: CompletionEnd): string {
  const { promptTokens, completionTokens } = end.usage ?? {};
  const tokens =
    promptTokens === undefined ? "" : `, ${promptTokens} + ${completionTokens ?? 0} tokens`;
  const result = end.type === "failed" ? end.failure.kind : end.type;
  return `${result} after ${Math.round(end.totalMs)} ms${tokens}`;
}
