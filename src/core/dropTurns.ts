import type { Answer, Conversation, Message, Question } from "./conversation.ts";
import { path } from "./conversation.ts";
import { turnsOf } from "./turns.ts";
import { turnTokens } from "./turnTokens.ts";

/** The oldest turns that are still sent, and what they weigh in tokens. */
export interface OldestTurns {
  readonly questions: readonly Question[];
  readonly tokens: number;
}

/**
 * What is offered to be left out: the oldest turns that together weigh at most half of what is sent, but at least one,
 * and never the last.
 */
export function oldestTurns(conversation: Conversation): OldestTurns {
  const sent = turnsOf(path(conversation)).filter(({ question }) => question.dropped === undefined);
  const weights = sent.map((turn) => turnTokens(turn).total);
  const half = weights.reduce((sum, weight) => sum + weight, 0) / 2;
  const questions: Question[] = [];
  let tokens = 0;
  for (const [i, { question }] of sent.slice(0, -1).entries()) {
    const weight = weights[i] ?? 0;
    if (questions.length > 0 && tokens + weight > half) break;
    questions.push(question);
    tokens += weight;
  }
  return { questions, tokens };
}

/** The questions of the path that are not sent any more. */
export function droppedQuestions(messages: readonly Message[]): readonly Question[] {
  return messages.filter(
    (message): message is Question => message.role === "user" && message.dropped !== undefined,
  );
}

/** The same questions, left out from now on; `summary` stands for them and for all that was left out before. */
export function withoutTurns(
  questions: readonly Question[],
  before: readonly Question[],
  summary?: string,
): readonly Question[] {
  const all = summary === undefined ? questions : [...before, ...questions];
  const last = all.at(-1);
  return all.map((question) => drop(question, question === last ? summary : undefined));
}

function drop(question: Question, summary: string | undefined): Question {
  return { ...question, dropped: summary === undefined ? {} : { summary } };
}

/** The same questions, sent again. */
export function withTurns(questions: readonly Question[]): readonly Question[] {
  return questions.map(({ dropped, ...question }) => question);
}

/** A conversation whose last question asks for a summary of all up to and with this question. */
export function askingForSummary(conversation: Conversation, last: Question): Conversation {
  const messages = path(conversation);
  const next = messages[messages.indexOf(last) + 1];
  const question: Question = {
    role: "user",
    id: `summary of ${last.id}`,
    parent: isAnswerTo(last, next) ? next.id : last.id,
    createdAt: last.createdAt,
    text: summaryRequest,
    attachments: [],
  };
  return { ...conversation, messages: [...messages, question], head: question.id };
}

function isAnswerTo(question: Question, next: Message | undefined): next is Answer {
  return next?.role === "assistant" && next.parent === question.id;
}

const summaryRequest =
  "Summarize our conversation so far, so that you can go on from the summary alone. Keep every decision, fact, name, number and open question, and code that later work depends on, word for word. Write nothing but the summary.";
