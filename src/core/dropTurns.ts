import type { BuiltRequest } from "./answerRun.ts";
import { attachmentName } from "./attachment.ts";
import type { CompletionRequest } from "./completion.ts";
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

/** What is asked for a summary of, and how. */
export interface SummaryPlan {
  readonly questions: readonly Question[];
  readonly request: CompletionRequest;
  /** Names of what these questions had and the request has not. */
  readonly missing: readonly string[];
}

/**
 * The request for a summary of the oldest turns: of all, or half of them and so on, until they go into one request
 * whole; of one without its code where that does not fit. Undefined where no turn fits.
 */
export async function planSummary(
  conversation: Conversation,
  build: (conversation: Conversation) => Promise<BuiltRequest>,
): Promise<SummaryPlan | undefined> {
  let { questions } = oldestTurns(conversation);
  for (let last = questions.at(-1); last !== undefined; last = questions.at(-1)) {
    const { request, leftOut } = await build(askingForSummary(conversation, last));
    const missing = [...leftOut.attachments, ...leftOut.unreadable];
    const isWhole =
      questions.length === 1 || !codeNames(questions).some((name) => missing.includes(name));
    if (leftOut.questions === 0 && isWhole) return { questions, request, missing };
    questions = questions.slice(0, questions.length / 2);
  }
  return undefined;
}

/** Pictures may be left out for another reason: that the model does not take them. */
function codeNames(questions: readonly Question[]): readonly string[] {
  return questions.flatMap(({ attachments }) =>
    attachments.filter(({ kind }) => kind === "code").map(attachmentName),
  );
}

/** The summary as it is kept: it says itself what it does not know. */
export function summaryText(text: string, { missing }: SummaryPlan): string {
  const note = `(Not read for this summary: ${missing.join(", ")})`;
  return missing.length === 0 ? text.trim() : `${text.trim()}\n\n${note}`;
}

function isAnswerTo(question: Question, next: Message | undefined): next is Answer {
  return next?.role === "assistant" && next.parent === question.id;
}

const summaryRequest =
  "Summarize our conversation so far, so that you can go on from the summary alone. Keep every decision, fact, name, number and open question, and code that later work depends on, word for word. Write nothing but the summary.";
