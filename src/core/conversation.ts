import type { Failure } from "../shared/failure.ts";
import type { Parameters } from "../shared/parameters.ts";
import type { AnswerState } from "../shared/view.ts";
import type { Attachment } from "./attachment.ts";
import type { CompletionFacts, CutOffReason } from "./completion.ts";
import { emptyDraft, type Draft } from "./draft.ts";
import type { LeftOut } from "./promptBudget.ts";
import type { Receipt } from "./receipt.ts";

/**
 * A conversation is a tree: a retry or an edited question is a sibling of what it replaces, and `head` names the
 * leaf that is shown. Values are immutable; changes make new ones.
 */
export interface Conversation {
  readonly id: string;
  /** The name that the user gave it; see `titleOf`. */
  readonly title?: string;
  /** Milliseconds since 1970; shown, never used for order. */
  readonly createdAt: number;
  readonly model: string;
  readonly parameters: Parameters;
  readonly systemPrompt: string;
  /** All messages in the order of their making. */
  readonly messages: readonly Message[];
  readonly head: string | null;
  readonly draft: Draft;
}

export type Message = Question | Answer;

export interface Question {
  readonly role: "user";
  readonly id: string;
  readonly parent: string | null;
  readonly createdAt: number;
  readonly text: string;
  readonly attachments: readonly Attachment[];
  /** It and its answer are not sent any more, by the user's wish; `summary` stands for them and for all before. */
  readonly dropped?: { readonly summary?: string };
}

export interface Answer {
  readonly role: "assistant";
  readonly id: string;
  readonly parent: string;
  readonly createdAt: number;
  /** The model that was asked. */
  readonly model: string;
  /** What it was asked with; unknown of what was imported. */
  readonly parameters?: Parameters;
  readonly state: AnswerState;
  readonly text: string;
  readonly reasoning: string;
  /**
   * When the first and the last of its thinking came, milliseconds since 1970; unknown where it came as text. Of an
   * answer that was written on: as long before the last as all of its thinking took.
   */
  readonly thinking?: { readonly from: number; readonly until: number };
  /** What of the chat its request did not carry; undefined when everything was sent. */
  readonly leftOut?: LeftOut;
  /** What its request held; undefined until it was sent. */
  readonly receipt?: Receipt;
  readonly facts?: CompletionFacts;
  readonly cutOff?: CutOffReason;
  readonly failure?: Failure;
  /** Set while the next attempt is waited for. */
  readonly retrying?: Retrying;
}

export interface Retrying {
  /** 2 or 3. */
  readonly attempt: number;
  /** When the attempt starts, milliseconds since 1970. */
  readonly at: number;
  readonly failure: Failure;
}

export function emptyConversation(
  fields: Pick<Conversation, "id" | "createdAt" | "model" | "parameters" | "systemPrompt">,
): Conversation {
  return { ...fields, messages: [], head: null, draft: emptyDraft };
}

/** The messages that are shown, from the first question to the head. */
export function path(conversation: Conversation): readonly Message[] {
  const byId = new Map(conversation.messages.map((message) => [message.id, message]));
  const result: Message[] = [];
  let next = conversation.head;
  while (next !== null) {
    const message = byId.get(next);
    if (message === undefined) break;
    result.push(message);
    next = message.parent;
  }
  return result.toReversed();
}

/** The path to the head, with all of the answers that are compared in the place of the one that is in it. */
export function pathWith(
  conversation: Conversation,
  compared: readonly string[],
): readonly Message[] {
  const byId = new Map(conversation.messages.map((message) => [message.id, message]));
  return path(conversation).flatMap((message) =>
    compared.includes(message.id) ? compared.flatMap((id) => byId.get(id) ?? []) : [message],
  );
}

/** The message and what was asked or answered instead of it, in the order of their making. */
export function versionsOf(
  { messages }: Pick<Conversation, "messages">,
  { parent, role }: Message,
): readonly Message[] {
  return messages.filter((other) => other.parent === parent && other.role === role);
}

/** The head that shows the message: the end of the latest branch after it. */
export function headThrough({ messages }: Pick<Conversation, "messages">, id: string): string {
  const next = messages.findLast(({ parent }) => parent === id);
  return next === undefined ? id : headThrough({ messages }, next.id);
}

/** Adds the message, or replaces the one with its id. */
export function withMessage(conversation: Conversation, message: Message): Conversation {
  const index = conversation.messages.findLastIndex(({ id }) => id === message.id);
  const messages =
    index < 0 ? [...conversation.messages, message] : conversation.messages.with(index, message);
  return { ...conversation, messages };
}

/** The title of a conversation: its name, or the first line of its first question, at most 80 characters. */
export function titleOf(conversation: Conversation): string {
  return conversation.title ?? subjectOf(path(conversation)[0]?.text ?? "");
}

/** The first line of a question, at most 80 characters. */
export function subjectOf(question: string): string {
  const line = question.trim().split("\n", 1)[0]?.trim() ?? "";
  return line.length > 80 ? `${line.slice(0, 79).trimEnd()}…` : line;
}

/** An attachment of the draft or of any question. */
export function findAttachment(
  { draft, messages }: Conversation,
  id: string,
): Attachment | undefined {
  return [draft, ...(draft.queue ?? []), ...messages]
    .flatMap((holder) => ("attachments" in holder ? holder.attachments : []))
    .find((attachment) => attachment.id === id);
}
