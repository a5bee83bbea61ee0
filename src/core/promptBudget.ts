import { attachmentName, type Attachment } from "./attachment.ts";
import { attachmentTokens, textTokens } from "./tokens.ts";
import { description, type Turn } from "./turns.ts";

/** What was not sent, for the notice that says so. */
export interface LeftOut {
  /** Names of attachments of earlier questions that were sent as words. */
  readonly attachments: readonly string[];
  /** Questions, counted from the first one, that were not sent, nor were their answers. */
  readonly questions: number;
  /** Names of media whose files could not be read. */
  readonly unreadable: readonly string[];
}

/**
 * Makes a conversation fit the budget, in tokens. The system prompt and the last question are never touched. First
 * the pictures and videos of earlier questions are replaced by their names, then their code, then whole turns
 * are left out; always the oldest first, and never more than it takes.
 */
export function trim(
  turns: readonly Turn[],
  systemPrompt: string,
  budget = Number.POSITIVE_INFINITY,
): { readonly turns: readonly Turn[]; readonly leftOut: LeftOut } {
  const described = turns.map((turn) => new Set(turn.described));
  const attachments = described.flatMap((set) => [...set].map(attachmentName));
  let total = textTokens(systemPrompt) + turns.reduce((sum, turn) => sum + turnTokens(turn), 0);

  for (const isCode of [false, true]) {
    for (const [i, turn] of turns.slice(0, -1).entries()) {
      for (const attachment of turn.question.attachments) {
        if (total <= budget) break;
        if ((attachment.kind === "code") !== isCode || described[i]?.has(attachment)) continue;
        described[i]?.add(attachment);
        attachments.push(attachmentName(attachment));
        total -= attachmentTokens(attachment) - textTokens(description(attachment));
      }
    }
  }

  const shorter = turns.map((turn, i) => ({ ...turn, described: described[i] ?? turn.described }));
  let questions = 0;
  for (const turn of shorter.slice(0, -1)) {
    if (total <= budget) break;
    questions++;
    total -= turnTokens(turn);
  }
  return {
    turns: shorter.slice(questions),
    leftOut: { attachments, questions, unreadable: [] },
  };
}

/** Some tokens of each message are its frame. */
const frame = 8;

function turnTokens({ question, described, answer }: Turn): number {
  const tokens = (attachment: Attachment) =>
    described.has(attachment) ? textTokens(description(attachment)) : attachmentTokens(attachment);
  return (
    question.attachments.reduce((sum, attachment) => sum + tokens(attachment), frame) +
    textTokens(question.text) +
    (answer === undefined ? 0 : frame + textTokens(answer))
  );
}
