import type { Attachment } from "./attachment.ts";
import { attachmentTokens, textTokens } from "./tokens.ts";
import { description, type Turn } from "./turns.ts";

/** Estimated tokens of what a turn sends. */
export interface TurnTokens {
  /** The question's own text. */
  readonly question: number;
  readonly attachments: number;
  readonly answer: number;
  readonly total: number;
}

/** Some tokens of each message are its frame. */
const frame = 8;

export function turnTokens({
  question: { text, attachments },
  described,
  answer,
}: Turn): TurnTokens {
  const tokens = (attachment: Attachment) =>
    described.has(attachment) ? textTokens(description(attachment)) : attachmentTokens(attachment);
  const parts = {
    question: frame + textTokens(text),
    attachments: attachments.reduce((sum, attachment) => sum + tokens(attachment), 0),
    answer: answer === undefined ? 0 : frame + textTokens(answer),
  };
  return { ...parts, total: parts.question + parts.attachments + parts.answer };
}
