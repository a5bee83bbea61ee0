import { l10n } from "vscode";
import type { AnswerState, ViewState } from "../../shared/view.ts";

/** What follows an end so soon would be said in place of it, in milliseconds. */
const soonMs = 300;

/** What the live region says: each end, also where the next question is asked at the same moment. */
export class Announcements {
  #view = { seq: 0, text: "" };
  #endedAt = Number.NEGATIVE_INFINITY;
  readonly #changed: () => void;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  get view(): ViewState["announcement"] {
    return this.#view;
  }

  say(text: string, isEnd: boolean): void {
    const now = performance.now();
    const all = now - this.#endedAt < soonMs ? `${this.#view.text}. ${text}` : text;
    this.#view = { seq: this.#view.seq + 1, text: all };
    this.#endedAt = isEnd ? now : Number.NEGATIVE_INFINITY;
    this.#changed();
  }
}

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
