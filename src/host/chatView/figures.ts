import { env, l10n } from "vscode";
import type { Answer } from "../../core/conversation.ts";
import { figuresOf, type Figures } from "../../core/figures.ts";
import type { Model } from "../../shared/model.ts";
import type { FiguresView } from "../../shared/view.ts";

/** What an answer took, in words; null until it has ended, or where nothing came. */
export function projectFigures(answer: Answer, model: Model): FiguresView | null {
  const figures = figuresOf(answer, model.price);
  if (figures === undefined || !hasCome(answer)) return null;
  return {
    summary: [wholeTime(figures), answerTokens(figures), speed(figures)]
      .filter((part) => part !== undefined)
      .join(" · "),
    rows: rows(answer, figures).flatMap(([label, value]) =>
      value === undefined ? [] : [{ label, value }],
    ),
  };
}

function hasCome({ facts, text, reasoning }: Answer): boolean {
  return facts?.firstTokenMs !== undefined || text !== "" || reasoning !== "";
}

/** What an answer's thinking took, in words; null until the answer has ended, and where it did not think. */
export function projectThought(answer: Answer): string | null {
  const { thinkingMs, thinkingTokens } = figuresOf(answer, undefined) ?? {};
  const parts = [optional(thinkingMs, seconds), optional(thinkingTokens, tokens)];
  const known = parts.filter((part) => part !== undefined);
  return answer.reasoning === "" || known.length === 0 ? null : known.join(" · ");
}

function rows(
  answer: Answer,
  figures: Figures,
): readonly (readonly [string, string | undefined])[] {
  const { finishReason, model, requestId } = answer.facts ?? {};
  return [
    [l10n.t("First token"), optional(figures.firstTokenMs, seconds)],
    [l10n.t("Whole answer"), wholeTime(figures)],
    [l10n.t("Speed"), speed(figures)],
    [l10n.t("Question"), optional(figures.promptTokens, tokens)],
    [l10n.t("From the server's cache"), optional(figures.cachedTokens, tokens)],
    [l10n.t("Answer"), answerTokens(figures)],
    [l10n.t("Of it thinking"), optional(figures.thinkingTokens, tokens)],
    [l10n.t("Time of thinking"), optional(figures.thinkingMs, seconds)],
    [l10n.t("Price"), optional(figures.dollars, dollars)],
    [l10n.t("Finish reason"), finishReason],
    [l10n.t("Model"), model ?? answer.model],
    [l10n.t("Request id"), requestId],
  ];
}

function optional<T>(value: T | undefined, format: (value: T) => string): string | undefined {
  return value === undefined ? undefined : format(value);
}

/** Where nobody saw the first token, the rest of an answer that broke off is all that was timed. */
function wholeTime({ firstTokenMs, totalMs }: Figures): string | undefined {
  return firstTokenMs === undefined ? undefined : seconds(totalMs);
}

function answerTokens({ answerTokens: count, estimated }: Figures): string {
  return estimated ? l10n.t("about {0} tokens", number(count)) : tokens(count);
}

function speed({ tokensPerSecond }: Figures): string | undefined {
  return optional(tokensPerSecond, (rate) => l10n.t("{0} tokens/s", number(Math.round(rate))));
}

export function tokens(count: number): string {
  return l10n.t("{0} tokens", number(count));
}

export function seconds(milliseconds: number): string {
  return milliseconds < 1000
    ? l10n.t("{0} ms", Math.round(milliseconds))
    : l10n.t("{0} s", number(Math.round(milliseconds / 100) / 10));
}

export function dollars(amount: number): string {
  if (amount === 0) return "$0";
  if (amount < 0.000_001) return "<$0.000001";
  return `$${amount < 0.01 ? amount.toPrecision(2) : amount.toFixed(4)}`;
}

export function number(value: number): string {
  return value.toLocaleString(env.language);
}
