import { attachmentName } from "./attachment.ts";
import { extentOf, wordsOf, type SentTurn } from "./attachmentWords.ts";
import type { ChatMessage, ContentPart } from "./completion.ts";
import type { Message } from "./conversation.ts";
import { trim, type LeftOut } from "./promptBudget.ts";
import { continuationRequest } from "./continuation.ts";
import { mediaParts, type ReadMedia, type Takes } from "./mediaParts.ts";
import { turnsOf } from "./turns.ts";

export interface PromptOptions {
  readonly readMedia: ReadMedia;
  /** What the model takes beside text; undefined where nobody knows, and then everything is sent. */
  readonly takes?: Takes;
  /** Tokens that the prompt may have; undefined where the model's context is not known. */
  readonly budget?: number;
}

export interface Prompt {
  readonly messages: readonly ChatMessage[];
  /** What did not fit into the budget or could not be read; all empty when everything was sent. */
  readonly leftOut: LeftOut;
}

/**
 * The request's messages for a path whose last question is to be answered. Where it has an answer with text, that
 * answer is to be written on.
 *
 * - The last question goes out whole. Of what came before, answers go out as far as they came; those without text are
 *   not sent, nor is thinking.
 * - Questions without an answer go out with the next one, in one message: some models want the roles to alternate.
 * - Media parts come first, then one text with the code and the question; a question without media is one string.
 * - One bad picture never blocks the conversation: what cannot be read, what the server has refused before
 *   (`bad-media`, `too-large`) and, in earlier questions, what the model does not take is named in words instead.
 */
export async function buildPrompt(
  path: readonly Message[],
  systemPrompt: string,
  options: PromptOptions,
): Promise<Prompt> {
  const { turns, leftOut } = trim(turnsOf(path, options.takes), systemPrompt, options.budget);
  const messages: ChatMessage[] = [];
  const unreadable: string[] = [];
  if (systemPrompt.trim() !== "") messages.push({ role: "system", content: systemPrompt });
  let asked: Asked = { media: [], texts: [] };
  for (const [i, turn] of turns.entries()) {
    await addQuestion(asked, turn, options, unreadable);
    if (turn.answer === undefined && i < turns.length - 1) continue;
    messages.push({ role: "user", content: contentOf(asked) });
    if (turn.answer !== undefined) messages.push({ role: "assistant", content: turn.answer });
    asked = { media: [], texts: [] };
  }
  if (turns.at(-1)?.answer !== undefined)
    messages.push({ role: "user", content: continuationRequest });
  return { messages, leftOut: { ...leftOut, unreadable } };
}

/** What is asked with one message. */
interface Asked {
  readonly media: ContentPart[];
  readonly texts: string[];
}

async function addQuestion(
  { media, texts }: Asked,
  turn: SentTurn,
  { readMedia, takes }: PromptOptions,
  unreadable: string[],
): Promise<void> {
  const { question } = turn;
  for (const attachment of question.attachments) {
    let extent = extentOf(attachment, turn);
    if (attachment.kind !== "code" && extent === "whole") {
      const sent = await mediaParts(attachment, takes, readMedia);
      if (sent === undefined) {
        extent = "shown code";
        unreadable.push(attachmentName(attachment));
      } else {
        media.push(...sent.parts);
        if (sent.text !== undefined) texts.push(sent.text);
      }
    }
    texts.push(...wordsOf(attachment, extent));
  }
  if (question.text.trim() !== "") texts.push(question.text);
}

function contentOf({ media, texts }: Asked): string | readonly ContentPart[] {
  const text = texts.join("\n\n");
  if (media.length === 0) return text;
  return text === "" ? media : [...media, { type: "text", text }];
}
