import type { ViewState } from "../../src/shared/view.ts";

/** A picture or video that is being prepared or drawn. */
export interface Pending {
  readonly name: string;
  readonly conversationId: string;
}

/** What is on its way to the drafts: it is named at once, until the host has answered with an attachment or an alert. */
export class PendingMedia {
  readonly #redraw: () => void;
  readonly #waiting = new Set<Pending>();
  readonly #posted = new Set<Pending>();
  #answer: readonly unknown[] = [];

  constructor(redraw: () => void) {
    this.#redraw = redraw;
  }

  add(pending: Pending): void {
    this.#waiting.add(pending);
    this.#redraw();
  }

  /** The host has it, or has been told why not. */
  posted(pending: Pending): void {
    this.#waiting.delete(pending);
    this.#posted.add(pending);
  }

  /** The names of those that belong to the draft that is shown, oldest first. */
  names({ conversationId, draft, composerAlert }: ViewState): readonly string[] {
    const answer = [conversationId, draft.attachments, composerAlert];
    if (answer.some((part, i) => part !== this.#answer[i])) this.#posted.clear();
    this.#answer = answer;
    return [...this.#posted, ...this.#waiting]
      .filter((pending) => pending.conversationId === conversationId)
      .map(({ name }) => name);
  }
}
