import type { Model } from "../shared/model.ts";
import type { Parameters } from "../shared/parameters.ts";
import { attachmentName, type Attachment } from "./attachment.ts";
import { extentOf, type SentTurn } from "./attachmentWords.ts";
import { attachmentTokens, textTokens } from "./tokens.ts";
import type { Turn } from "./turns.ts";
import { turnTokens } from "./turnTokens.ts";

/** What was not sent, for the notice that says so. */
export interface LeftOut {
  /** Names of attachments of earlier questions that were sent as words. */
  readonly attachments: readonly string[];
  /** Questions, counted from the first one, that were not sent, nor were their answers. */
  readonly questions: number;
  /** Names of media whose files could not be read. */
  readonly unreadable: readonly string[];
}

/** Nothing was left out. */
export const nothingLeftOut: LeftOut = { attachments: [], questions: 0, unreadable: [] };

export function isSomething({ attachments, questions, unreadable }: LeftOut): boolean {
  return attachments.length > 0 || questions > 0 || unreadable.length > 0;
}

/** Of what the user dropped nobody has to be told. */
function isMissed(attachment: Attachment): boolean {
  return attachment.kind === "code" || attachment.isDropped !== true;
}

/**
 * The tokens that a prompt may have: the model's context without what is kept for the answer. That is `max_tokens`
 * where it is set; else the model's longest answer, but at most a quarter of the context. Undefined where the context
 * is not known: everything is sent then.
 */
export function promptBudget(
  { contextLength, maxOutputTokens = Number.POSITIVE_INFINITY }: Model,
  { max_tokens }: Parameters,
): number | undefined {
  if (contextLength === undefined) return undefined;
  const answer = max_tokens ?? Math.min(maxOutputTokens, Math.floor(contextLength / 4));
  return Math.max(0, contextLength - answer);
}

/**
 * Makes a conversation fit the budget, in tokens. The system prompt and the last question are never touched. First
 * the pictures and videos of earlier questions are replaced by their names, then their code and the code that pictures
 * show, then whole turns are left out; always the oldest first, and never more than it takes.
 */
export function trim(
  turns: readonly Turn[],
  systemPrompt: string,
  budget = Number.POSITIVE_INFINITY,
): { readonly turns: readonly SentTurn[]; readonly leftOut: LeftOut } {
  const shorter = turns.map((turn) => ({
    ...turn,
    described: new Set(turn.described),
    named: new Set<Attachment>(),
  }));
  let total =
    textTokens(systemPrompt) + turns.reduce((sum, turn) => sum + turnTokens(turn).total, 0);

  for (const isCode of [false, true]) {
    for (const turn of shorter.slice(0, -1)) {
      for (const attachment of turn.question.attachments) {
        if (total <= budget) break;
        const before = extentOf(attachment, turn);
        if (isCode ? before === "name" : attachment.kind === "code" || before !== "whole") continue;
        turn.described.add(attachment);
        if (isCode) turn.named.add(attachment);
        const after = extentOf(attachment, turn);
        total -= attachmentTokens(attachment, before) - attachmentTokens(attachment, after);
      }
    }
  }

  let questions = 0;
  for (const turn of shorter.slice(0, -1)) {
    if (total <= budget) break;
    questions++;
    total -= turnTokens(turn).total;
  }
  const sent = shorter.slice(questions);
  const attachments = sent.flatMap(({ described }) =>
    [...described].filter(isMissed).map(attachmentName),
  );
  return { turns: sent, leftOut: { ...nothingLeftOut, attachments, questions } };
}
