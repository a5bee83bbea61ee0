import { l10n } from "vscode";
import type { Conversation } from "../../core/conversation.ts";
import { figuresOf, sumFigures } from "../../core/figures.ts";
import type { Model } from "../../shared/model.ts";
import type { FigureRow } from "../../shared/view.ts";
import { dollars, number, seconds, tokens } from "./figures.ts";

/** What the chat took so far, every version of every answer; none before the first answer has ended. */
export function projectTotals(
  { messages }: Conversation,
  modelOf: (id: string) => Model,
): readonly FigureRow[] {
  const all = messages.flatMap((message) =>
    message.role === "user" ? [] : (figuresOf(message, modelOf(message.model).price) ?? []),
  );
  if (all.length === 0) return [];
  const sums = sumFigures(all);
  return [
    { label: l10n.t("Answers"), value: number(all.length) },
    { label: l10n.t("Time"), value: seconds(sums.totalMs) },
    { label: l10n.t("Sent"), value: tokens(sums.promptTokens) },
    { label: l10n.t("Written"), value: tokens(sums.answerTokens) },
    ...(sums.dollars === undefined
      ? []
      : [{ label: l10n.t("Price"), value: dollars(sums.dollars) }]),
  ];
}
