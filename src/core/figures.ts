import type { Price } from "../shared/model.ts";
import type { Answer } from "./conversation.ts";
import { textTokens } from "./tokens.ts";

/** What an answer took. Milliseconds, tokens, dollars; what cannot be known is undefined. */
export interface Figures {
  readonly firstTokenMs?: number;
  readonly totalMs: number;
  readonly tokensPerSecond?: number;
  readonly promptTokens?: number;
  /** All that the model wrote, its thinking included. */
  readonly answerTokens: number;
  readonly thinkingTokens?: number;
  readonly thinkingMs?: number;
  readonly cachedTokens?: number;
  /** True where the server sent no counts and `answerTokens` was estimated from the text. */
  readonly estimated: boolean;
  readonly dollars?: number;
}

/** Undefined until the answer has ended. */
export function figuresOf(answer: Answer, price: Price | undefined): Figures | undefined {
  const { facts, text, reasoning, thinking } = answer;
  if (facts === undefined) return undefined;
  const { usage = {}, firstTokenMs, totalMs } = facts;
  const estimated = usage.completionTokens === undefined;
  const answerTokens = usage.completionTokens ?? textTokens(text) + textTokens(reasoning);
  const thinkingTokens =
    usage.reasoningTokens ?? (reasoning === "" ? undefined : textTokens(reasoning));
  const tokensPerSecond = speed(answerTokens, firstTokenMs, totalMs);
  const dollars = cost(usage.promptTokens, usage.completionTokens, price);
  return {
    totalMs,
    answerTokens,
    estimated,
    ...(firstTokenMs !== undefined && { firstTokenMs }),
    ...(tokensPerSecond !== undefined && { tokensPerSecond }),
    ...(usage.promptTokens !== undefined && { promptTokens: usage.promptTokens }),
    ...(thinkingTokens !== undefined && { thinkingTokens }),
    ...(thinking !== undefined && { thinkingMs: thinking.until - thinking.from }),
    ...(usage.cachedTokens !== undefined && { cachedTokens: usage.cachedTokens }),
    ...(dollars !== undefined && { dollars }),
  };
}

/** How long an answer has been thinking until now, or has thought; undefined where that is not known. */
export function thinkingTime({ state, text, thinking }: Answer, now: number): number | undefined {
  if (thinking === undefined) return undefined;
  const isThinking = (state === "waiting" || state === "streaming") && text === "";
  return (isThinking ? now : thinking.until) - thinking.from;
}

/** The whole conversation: every answer counts, also those that a retry replaced. */
export function sumFigures(all: readonly Figures[]): {
  readonly totalMs: number;
  readonly promptTokens: number;
  readonly answerTokens: number;
  readonly dollars: number | undefined;
} {
  const sum = (pick: (figures: Figures) => number | undefined) =>
    all.reduce((total, figures) => total + (pick(figures) ?? 0), 0);
  return {
    totalMs: sum(({ totalMs }) => totalMs),
    promptTokens: sum(({ promptTokens }) => promptTokens),
    answerTokens: sum(({ answerTokens }) => answerTokens),
    dollars: all.some(({ dollars }) => dollars !== undefined)
      ? sum(({ dollars }) => dollars)
      : undefined,
  };
}

/** Of the writing alone: the wait for the first token is a figure of its own. An answer at once has no speed. */
function speed(
  tokens: number,
  firstTokenMs: number | undefined,
  totalMs: number,
): number | undefined {
  const writingMs = totalMs - (firstTokenMs ?? totalMs);
  return tokens > 1 && writingMs >= 1 ? ((tokens - 1) * 1000) / writingMs : undefined;
}

function cost(
  promptTokens: number | undefined,
  completionTokens: number | undefined,
  price: Price | undefined,
): number | undefined {
  if (price === undefined || promptTokens === undefined || completionTokens === undefined)
    return undefined;
  return (promptTokens * price.input + completionTokens * price.output) / 1_000_000;
}
