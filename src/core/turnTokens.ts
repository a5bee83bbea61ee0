import { extentOf, type SentTurn } from "./attachmentWords.ts";
import { attachmentTokens, textTokens } from "./tokens.ts";

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

export function turnTokens(turn: SentTurn): TurnTokens {
  const { question, answer } = turn;
  const parts = {
    question: frame + textTokens(question.text),
    attachments: question.attachments.reduce(
      (sum, attachment) => sum + attachmentTokens(attachment, extentOf(attachment, turn)),
      0,
    ),
    answer: answer === undefined ? 0 : frame + textTokens(answer),
  };
  return { ...parts, total: parts.question + parts.attachments + parts.answer };
}
