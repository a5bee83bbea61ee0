import * as vscode from "vscode";
import { codeText } from "../../core/codeText.ts";
import type { ChatMessage, Complete } from "../../core/completion.ts";
import { requestTo } from "../../core/parameters.ts";
import { readyPrompts, type ReadyPrompt } from "../../core/readyPrompts.ts";
import type { Model } from "../../shared/model.ts";
import { failureAlert } from "../failureText.ts";
import type { RequestDefaults } from "../requestDefaults.ts";
import { vendor } from "./languageModels.ts";
import { readReferences } from "./references.ts";

const { l10n } = vscode;

const participantId = "eigen-chat.eigen";

export interface ParticipantContext {
  readonly complete: Complete;
  readonly find: (id: string) => Model;
  readonly defaults: RequestDefaults;
}

const commands: Readonly<Record<string, ReadyPrompt>> = {
  explain: "explain",
  fix: "fix",
  tests: "tests",
  doc: "document",
};

/** `@eigen` in VS Code's own chat, with `/explain`, `/fix`, `/tests` and `/doc`. */
export function registerParticipant(
  extensionUri: vscode.Uri,
  context: ParticipantContext,
): vscode.Disposable {
  const participant = vscode.chat.createChatParticipant(
    participantId,
    (request, { history }, stream, token) => answer(request, history, stream, token, context),
  );
  participant.iconPath = vscode.Uri.joinPath(extensionUri, "media", "icon.png");
  return participant;
}

async function answer(
  request: vscode.ChatRequest,
  history: vscode.ChatContext["history"],
  stream: vscode.ChatResponseStream,
  token: vscode.CancellationToken,
  { complete, find, defaults }: ParticipantContext,
): Promise<vscode.ChatResult> {
  const { model: standard, parameters, systemPrompt } = defaults();
  const model = request.model.vendor === vendor ? find(request.model.id) : standard;
  const messages: ChatMessage[] = [
    ...(systemPrompt.trim() === "" ? [] : [{ role: "system", content: systemPrompt } as const]),
    ...history.flatMap(earlierMessage),
    { role: "user", content: await questionText(request, stream) },
  ];
  const abort = new AbortController();
  const subscription = token.onCancellationRequested(() => abort.abort());
  let thinking = false;
  const end = await complete(
    { ...requestTo(model, parameters), messages },
    {
      signal: abort.signal,
      onEvent: (event) => {
        if (event.type === "text") stream.markdown(event.text);
        if (event.type !== "reasoning" || thinking) return;
        thinking = true;
        stream.progress(l10n.t("Thinking…"));
      },
    },
  );
  subscription.dispose();
  if (end.type !== "failed") return {};
  if (end.failure.kind === "no-key" || end.failure.kind === "unauthorized")
    stream.button({ command: "eigen.setApiKey", title: l10n.t("Set API Key") });
  return { errorDetails: { message: failureAlert(end.failure).text } };
}

/** The code that the question refers to, or else the editor's selection, and then the question. */
async function questionText(
  { prompt, command, references }: vscode.ChatRequest,
  stream: vscode.ChatResponseStream,
): Promise<string> {
  const code = await readReferences(references);
  for (const { uri } of code) stream.reference(uri);
  return [...code.map(({ attachment }) => codeText(attachment)), instruction(command), prompt]
    .filter((text) => text.trim() !== "")
    .join("\n\n");
}

function instruction(command: string | undefined): string {
  const ready = command === undefined ? undefined : commands[command];
  return ready === undefined ? "" : readyPrompts[ready];
}

function earlierMessage(turn: vscode.ChatRequestTurn | vscode.ChatResponseTurn): ChatMessage[] {
  if (turn instanceof vscode.ChatRequestTurn) {
    const content = [instruction(turn.command), turn.prompt].filter(Boolean).join("\n\n");
    return content === "" ? [] : [{ role: "user", content }];
  }
  const content = turn.response
    .map((part) => (part instanceof vscode.ChatResponseMarkdownPart ? part.value.value : ""))
    .join("");
  return content === "" ? [] : [{ role: "assistant", content }];
}
