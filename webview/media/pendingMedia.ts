import type { ViewState } from "../../src/shared/view.ts";

/** A picture or video that is being prepared or drawn. */
export interface Pending {
  readonly name: string;
  readonly conversationId: string;
  /** The address of a small picture of it, once there is one. */
  preview?: string;
}

/** What is on its way to the drafts: it is shown at once, until the host has answered with an attachment or an alert. */
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

  /** Shows what it looks like. */
  show(pending: Pending, picture: Blob): void {
    forgetPreview(pending);
    pending.preview = URL.createObjectURL(picture);
    this.#redraw();
  }

  /** The host has it, or has been told why not. */
  posted(pending: Pending): void {
    this.#waiting.delete(pending);
    this.#posted.add(pending);
  }

  /** Those that belong to the draft that is shown, oldest first. */
  of({ conversationId, draft, composerAlert }: ViewState): readonly Pending[] {
    const answer = [conversationId, draft.attachments, composerAlert];
    if (answer.some((part, i) => part !== this.#answer[i])) {
      for (const pending of this.#posted) forgetPreview(pending);
      this.#posted.clear();
    }
    this.#answer = answer;
    return [...this.#posted, ...this.#waiting].filter(
      (pending) => pending.conversationId === conversationId,
    );
  }
}

function forgetPreview({ preview }: Pending): void {
  if (preview !== undefined) URL.revokeObjectURL(preview);
}
