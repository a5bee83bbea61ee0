import type { SQLOutputValue } from "node:sqlite";
import { attachmentName, mediaOf, type Attachment } from "../core/attachment.ts";
import type { Answer, Conversation, Message, Question } from "../core/conversation.ts";
import { emptyDraft, unqueued, type Draft, type QueuedQuestion } from "../core/draft.ts";
import type { AnswerState } from "../shared/view.ts";
import { mended } from "./mended.ts";

/*
 * Rows to values and back. `extra` holds what has no column, and unknown fields of a newer version with it, so
 * that loading and saving keeps them. What is read is checked: a row of the wrong shape costs itself alone.
 */

export type Row = Record<string, SQLOutputValue>;

export function textOf(row: Row, column: string): string {
  const value = row[column];
  return typeof value === "string" ? value : "";
}

export function numberOf(row: Row, column: string): number {
  const value = row[column];
  return typeof value === "number" ? value : 0;
}

export function textOrNull(row: Row, column: string): string | null {
  const value = row[column];
  return typeof value === "string" ? value : null;
}

export function conversationOf(row: Row, saved: readonly Message[]): Conversation {
  const messages = mended(saved);
  const title = textOrNull(row, "title");
  const extra = parseObject(textOf(row, "extra"));
  const { parameters, systemPrompt } = extra;
  return {
    ...extra,
    parameters: isRecord(parameters) ? parameters : {},
    systemPrompt: typeof systemPrompt === "string" ? systemPrompt : "",
    ...(title === null ? {} : { title }),
    id: textOf(row, "id"),
    createdAt: numberOf(row, "created_at"),
    model: textOf(row, "model"),
    head: headOf(row, messages),
    messages,
    // A window that died between asking and saying so asks nothing twice.
    draft: messages.reduce((draft, { id }) => unqueued(draft, id), draftOf(textOf(row, "draft"))),
  };
}

/** The last message, where the one that is named was never written. */
function headOf(row: Row, messages: readonly Message[]): string | null {
  const head = textOrNull(row, "head");
  const isThere = head === null || messages.some(({ id }) => id === head);
  return isThere ? head : (messages.at(-1)?.id ?? null);
}

/** What has no column of its own. */
export function conversationExtra(conversation: Conversation): string {
  const { id, createdAt, model, head, messages, draft, title, ...extra } = conversation;
  return JSON.stringify(extra);
}

/** Undefined for a row that is no message. */
export function messageOf(row: Row): Message | undefined {
  const { retrying, ...extra } = parseObject(textOf(row, "extra"));
  const common = {
    id: textOf(row, "id"),
    createdAt: numberOf(row, "created_at"),
    text: textOf(row, "text"),
  };
  const parent = textOrNull(row, "parent");
  if (row["role"] === "user") {
    const attachments = attachmentsOf(extra["attachments"]);
    return { ...extra, ...common, role: "user", parent, attachments } satisfies Question;
  }
  if (row["role"] !== "assistant" || parent === null) return undefined;
  return {
    model: "",
    ...extra,
    ...common,
    role: "assistant",
    parent,
    reasoning: textOf(row, "reasoning"),
    state: answerState(row["state"]),
  } satisfies Answer;
}

/** Which attempt is waited for only the window knows that waits. */
export function messageExtra(message: Message): string {
  if (message.role === "user") {
    const { role, id, parent, createdAt, text, ...extra } = message;
    return JSON.stringify(extra);
  }
  const { role, id, parent, createdAt, text, reasoning, state, retrying, ...extra } = message;
  return JSON.stringify(extra);
}

export function isRunning(message: Message): boolean {
  return (
    message.role === "assistant" && (message.state === "waiting" || message.state === "streaming")
  );
}

/** The names to search for, one a line. */
export function fileNames(message: Message): string {
  if (message.role !== "user") return "";
  return message.attachments
    .map((attachment) =>
      attachment.kind === "code" ? attachment.path : attachmentName(attachment),
    )
    .join("\n");
}

/** The hashes of the media that the attachments refer to. */
export function hashesOf(attachments: readonly Attachment[]): readonly string[] {
  return mediaOf(attachments).map(({ sha256 }) => sha256);
}

export function hashesOfDraft({ attachments, queue = [], edits }: Draft): readonly string[] {
  const kept = edits === undefined ? [] : hashesOfDraft(edits.kept);
  const waiting = queue.flatMap((question) => question.attachments);
  return [...hashesOf([...attachments, ...waiting]), ...kept];
}

export function draftOf(json: string): Draft {
  return draftFrom(parseObject(json));
}

function draftFrom(value: Record<string, unknown>): Draft {
  const { text, attachments, edits, queue, ...rest } = value;
  if (typeof text !== "string") return emptyDraft;
  const waiting = Array.isArray(queue) ? queue.flatMap((one) => queuedFrom(one) ?? []) : [];
  const draft: Draft = {
    ...rest,
    text,
    attachments: attachmentsOf(attachments),
    ...(waiting.length > 0 && { queue: waiting }),
  };
  if (!isRecord(edits) || typeof edits["questionId"] !== "string") return draft;
  const kept = isRecord(edits["kept"]) ? draftFrom(edits["kept"]) : emptyDraft;
  return { ...draft, edits: { questionId: edits["questionId"], kept } };
}

function queuedFrom(value: unknown): QueuedQuestion | undefined {
  if (!isRecord(value)) return undefined;
  const { id, text, attachments, ...rest } = value;
  if (typeof id !== "string" || typeof text !== "string") return undefined;
  return { ...rest, id, text, attachments: attachmentsOf(attachments) };
}

function parseObject(json: string): Record<string, unknown> {
  if (json === "") return {};
  try {
    const value: unknown = JSON.parse(json);
    return isRecord(value) ? value : {};
  } catch {
    return {};
  }
}

function attachmentsOf(value: unknown): readonly Attachment[] {
  return Array.isArray(value) ? value.filter(isAttachment) : [];
}

function isAttachment(value: unknown): value is Attachment {
  if (!isRecord(value) || typeof value["id"] !== "string") return false;
  if (value["kind"] === "code") {
    return typeof value["path"] === "string" && typeof value["text"] === "string";
  }
  const { kind, name, media, frames = [] } = value;
  return (
    (kind === "image" || kind === "video") &&
    typeof name === "string" &&
    isMedia(media) &&
    Array.isArray(frames) &&
    frames.every(isFrame)
  );
}

function isFrame(value: unknown): boolean {
  return isRecord(value) && typeof value["seconds"] === "number" && isMedia(value["media"]);
}

function isMedia(media: unknown): boolean {
  return (
    isRecord(media) &&
    typeof media["sha256"] === "string" &&
    /^[0-9a-f]{64}$/.test(media["sha256"]) &&
    typeof media["mime"] === "string"
  );
}

const answerStates: Readonly<Record<AnswerState, true>> = {
  waiting: true,
  streaming: true,
  complete: true,
  "cut-off": true,
  stopped: true,
  failed: true,
  interrupted: true,
};

function answerState(value: unknown): AnswerState {
  return isAnswerState(value) ? value : "interrupted";
}

function isAnswerState(value: unknown): value is AnswerState {
  return typeof value === "string" && Object.hasOwn(answerStates, value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
