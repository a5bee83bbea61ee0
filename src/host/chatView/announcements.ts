import { l10n } from "vscode";
import type { AnswerState } from "../../shared/view.ts";

/** What the live region says when an answer has ended, each end with its own text. */
export function endOf(state: AnswerState): string | undefined {
  switch (state) {
    case "complete":
      return l10n.t("Answer finished");
    case "cut-off":
      return l10n.t("Answer cut off");
    case "stopped":
      return l10n.t("Answer stopped");
    case "failed":
      return l10n.t("Answer failed");
    case "interrupted":
    case "streaming":
    case "waiting":
      return undefined;
  }
}
