import { l10n } from "vscode";
import type { Attachment } from "../../core/attachment.ts";
import { contextUse } from "../../core/contextUse.ts";
import type { Conversation } from "../../core/conversation.ts";
import { oldestTurns } from "../../core/dropTurns.ts";
import { isSomething, type LeftOut } from "../../core/promptBudget.ts";
import type { Model } from "../../shared/model.ts";
import { projectTotals } from "./totals.ts";
import type { ContextView } from "../../shared/view.ts";

/** What sending the draft now, with the selection that is offered, would fill the model's context with. */
export function projectContext(
  conversation: Conversation,
  offered: readonly Attachment[],
  modelOf: (id: string) => Model,
): ContextView {
  const model = modelOf(conversation.model);
  const { draft } = conversation;
  const attachments = [...draft.attachments, ...offered];
  const { use, leftOut } = contextUse({ ...conversation, draft: { ...draft, attachments } }, model);
  const { questions, tokens } = oldestTurns(conversation);
  return {
    ...use,
    totals: projectTotals(conversation, modelOf),
    oldest: { questions: questions.length, tokens },
    leftOut: isSomething(leftOut) ? l10n.t("Will be left out: {0}.", leftOutText(leftOut)) : null,
  };
}

/** What was not sent, in words; null when everything was. */
export function projectLeftOut(leftOut: LeftOut | undefined): string | null {
  return leftOut === undefined ? null : l10n.t("Left out: {0}.", leftOutText(leftOut));
}

function leftOutText({ attachments, questions, unreadable }: LeftOut): string {
  const parts: string[] = [];
  if (questions === 1) parts.push(l10n.t("the oldest question with its answer"));
  if (questions > 1) parts.push(l10n.t("the {0} oldest questions with their answers", questions));
  if (attachments.length > 0) parts.push(l10n.t("{0} (sent by name only)", namesText(attachments)));
  if (unreadable.length > 0)
    parts.push(l10n.t("{0} (could not be read, sent by name only)", namesText(unreadable)));
  return parts.join("; ");
}

const mostNames = 4;

function namesText(names: readonly string[]): string {
  const shown = names.slice(0, mostNames).join(", ");
  const more = names.length - mostNames;
  return more > 0 ? l10n.t("{0} and {1} more", shown, more) : shown;
}
