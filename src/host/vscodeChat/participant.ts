import * as vscode from "vscode";
import { alternating } from "../../core/alternating.ts";
import { codeText } from "../../core/codeText.ts";
import type { ChatMessage, Complete, CompletionEnd } from "../../core/completion.ts";
import { newestThatFit, type EarlierMessage } from "../../core/newestThatFit.ts";
import { expectsThinking, requestTo } from "../../core/parameters.ts";
import { promptBudget } from "../../core/promptBudget.ts";
import { readyPrompts, type ReadyPrompt } from "../../core/readyPrompts.ts";
import { textTokens } from "../../core/tokens.ts";
import type { Model } from "../../shared/model.ts";
import { cutOffText, failureAlert, wordlessText } from "../failureText.ts";
import type { RequestDefaults } from "../requestDefaults.ts";
import { vendor } from "./languageModels.ts";
import { readReferences, type Referred } from "./references.ts";
import { ResponseParts, type PartSink } from "./responseParts.ts";

const { l10n } = vscode;

const participantId = "eigen-chat.eigen";

export interface ParticipantContext {
  readonly complete: Complete;
  readonly find: (id: string) => Model;
  readonly defaults: RequestDefaults;
  readonly ownKeys: () => readonly string[];
}

/** What VS Code keeps with an answer, for the questions that follow it. */
interface Metadata {
  /** What we said ourselves before the answer. */
  readonly note: string;
  /** The question as it was sent, with its code; pictures are not sent again. */
  readonly asked?: string;
}

/** Characters of a question with its code that are kept, and sent again with the questions that follow. */
const longestKept = 200_000;

type ResponseStream = Pick<
  vscode.ChatResponseStream,
  "markdown" | "progress" | "reference" | "button"
>;

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

/** What of a request is looked at. */
interface Request extends Pick<vscode.ChatRequest, "prompt" | "references"> {
  readonly command?: string | undefined;
  readonly model: Pick<vscode.LanguageModelChat, "vendor" | "id">;
}

/** Answers into the stream, and says in the result what is wrong with the answer. */
export async function answer(
  request: Request,
  history: vscode.ChatContext["history"],
  stream: ResponseStream,
  token: vscode.CancellationToken,
  { complete, find, defaults, ownKeys }: ParticipantContext,
): Promise<vscode.ChatResult> {
  const { model: standard, parameters, systemPrompt } = defaults();
  const model = request.model.vendor === vendor ? find(request.model.id) : standard;
  const referred = await readReferences(request.references, model, ownKeys());
  if (referred === undefined) return { errorDetails: { message: l10n.t("Nothing was sent.") } };
  const text = questionText(request, referred);
  const earlier = history.flatMap((turn, index) => earlierMessage(turn, history[index + 1]));
  const budget = promptBudget(model, parameters) ?? Number.POSITIVE_INFINITY;
  const sent = newestThatFit(earlier, budget - textTokens(systemPrompt) - textTokens(text));
  const note = show(referred, questionsIn(earlier) - questionsIn(sent), stream);
  const said = alternating([...sent, { role: "user", content: text }]);
  const messages: ChatMessage[] = [
    ...(systemPrompt.trim() === "" ? [] : [{ role: "system", content: systemPrompt } as const]),
    ...said.slice(0, -1),
    question(said.at(-1)?.content ?? text, referred),
  ];
  const abort = new AbortController();
  const subscription = token.onCancellationRequested(() => abort.abort());
  if (token.isCancellationRequested) abort.abort();
  const asked = { ...requestTo(model, parameters), messages };
  const written = new Written(stream);
  const parts = new ResponseParts(written, expectsThinking(asked));
  const end = await complete(asked, {
    signal: abort.signal,
    onEvent: (event) => parts.onEvent(event),
  });
  parts.end();
  subscription.dispose();
  const problem = problemOf(end, written);
  if (end.type === "failed" && ["no-key", "unauthorized"].includes(end.failure.kind))
    stream.button({ command: "eigen.setApiKey", title: l10n.t("Set API Key") });
  const metadata: Metadata = { note, ...(text.length <= longestKept && { asked: text }) };
  return { ...(problem !== undefined && { errorDetails: { message: problem } }), metadata };
}

/** The answer as it goes into the chat, and what it has of each part. */
class Written implements PartSink {
  readonly #stream: ResponseStream;
  hasText = false;
  hasThought = false;

  constructor(stream: ResponseStream) {
    this.#stream = stream;
  }

  text(text: string): void {
    this.hasText ||= text.trim() !== "";
    this.#stream.markdown(text);
  }

  thinking(): void {
    if (!this.hasThought) this.#stream.progress(l10n.t("Thinking…"));
    this.hasThought = true;
  }
}

function problemOf(end: CompletionEnd, { hasText, hasThought }: Written): string | undefined {
  if (end.type === "failed") return failureAlert(end.failure).text;
  if (end.type === "cut-off") return cutOffText(end.reason);
  return end.type === "complete" && !hasText ? wordlessText(hasThought) : undefined;
}

function questionsIn(messages: readonly EarlierMessage[]): number {
  return messages.filter(({ role }) => role === "user").length;
}

/** Says what goes along with the question, and what does not; returns the Markdown of the latter. */
function show({ code, leftOut }: Referred, forgotten: number, stream: ResponseStream): string {
  for (const { uri } of code) if (uri !== undefined) stream.reference(vscode.Uri.parse(uri));
  const oldest = l10n.t("the oldest questions with their answers ({0})", forgotten);
  const missing = forgotten === 0 ? leftOut : [...leftOut, oldest];
  if (missing.length === 0) return "";
  const note = new vscode.MarkdownString();
  note.appendText(l10n.t("Not sent to the model: {0}", missing.join(", ")));
  stream.markdown(note.appendMarkdown("\n\n"));
  return note.value;
}

/** The code that the question refers to, or else the editor's selection, and then the question. */
function questionText({ prompt, command }: Request, { code }: Referred): string {
  return [...code.map(codeText), instruction(command), prompt]
    .filter((part) => part.trim() !== "")
    .join("\n\n");
}

function question(text: string, { pictures }: Referred): ChatMessage {
  const content = pictures.length === 0 ? text : [...pictures, { type: "text", text } as const];
  return { role: "user", content };
}

function instruction(command: string | undefined): string {
  const ready = command === undefined ? undefined : commands[command];
  return ready === undefined ? "" : readyPrompts[ready];
}

type Turn = vscode.ChatRequestTurn | vscode.ChatResponseTurn;

/** `next`: what follows the turn in the chat. */
function earlierMessage(turn: Turn, next: Turn | undefined): EarlierMessage[] {
  if (turn instanceof vscode.ChatRequestTurn) {
    const { asked } = next instanceof vscode.ChatResponseTurn ? metadataOf(next) : {};
    const content = asked ?? [instruction(turn.command), turn.prompt].filter(Boolean).join("\n\n");
    return content === "" ? [] : [{ role: "user", content }];
  }
  const content = turn.response
    .map((part) => (part instanceof vscode.ChatResponseMarkdownPart ? part.value.value : ""))
    .join("")
    // What we said ourselves is not the model's.
    .replace(metadataOf(turn).note ?? "", "");
  return content === "" ? [] : [{ role: "assistant", content }];
}

function metadataOf({ result }: vscode.ChatResponseTurn): Partial<Metadata> {
  return result.metadata ?? {};
}
