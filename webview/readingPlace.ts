import type { ViewState } from "../src/shared/view.ts";
import { afterRest } from "./afterRest.ts";
import { bringIntoView } from "./bringIntoView.ts";
import { lateDrawing } from "./lateDrawing.ts";

/** Where the reader is in a conversation: the message at the top of what is seen, and how far it has gone over it. */
export interface Place {
  readonly messageId: string;
  /** CSS pixels. */
  readonly offset: number;
}

/** What VS Code keeps for the next page; it gives `conversationId` to the host when it opens an editor tab again. */
export interface SavedState {
  readonly conversationId: string;
  readonly place?: Place;
}

/** How long scrolling must rest before the place is noted, in milliseconds. */
const restMs = 150;

export interface ReadingPlaceParts {
  readonly root: HTMLElement;
  /** What the last page left; it was at the end where there is no place. */
  readonly saved: SavedState | undefined;
  /** Null at the end. */
  readonly save: (place: Place | null) => void;
  readonly isAtEnd: () => boolean;
  readonly leaveEnd: () => void;
}

/** VS Code drops the page when the view is hidden: the reader is brought back to where they were. */
export class ReadingPlace {
  readonly #parts: ReadingPlaceParts;
  #wanted: Place | undefined;
  #isEndSaved = false;

  constructor(parts: ReadingPlaceParts) {
    this.#parts = parts;
    this.#wanted = parts.saved?.place;
    const noteSoon = afterRest(restMs, () => this.#note());
    const onScroll = (): void => {
      // An answer that is followed may scroll in every frame, and never rest.
      if (!this.#isEndSaved && this.#wanted === undefined && parts.isAtEnd()) this.#save(null);
      noteSoon();
    };
    parts.root.addEventListener("scroll", onScroll, { capture: true, passive: true });
  }

  /** Goes back as soon as the message is there, unless another conversation is shown. */
  afterRender({ conversationId }: ViewState): void {
    const { root, leaveEnd, saved } = this.#parts;
    if (conversationId !== saved?.conversationId) this.#wanted = undefined;
    if (this.#wanted === undefined) return;
    const { messageId, offset } = this.#wanted;
    const article = root.querySelector(`article[data-id="${CSS.escape(messageId)}"]`);
    const scroller = root.querySelector(".scroller");
    if (article === null || scroller === null) return;
    this.#wanted = undefined;
    leaveEnd();
    lateDrawing.drawNow(article.querySelector(".undrawn"));
    bringIntoView(article, () => {
      scroller.scrollTop += topIn(scroller, article) + offset;
    });
  }

  #note(): void {
    const { root, isAtEnd } = this.#parts;
    const scroller = root.querySelector(".scroller");
    if (this.#wanted !== undefined || scroller === null) return;
    if (isAtEnd()) return this.#save(null);
    // Group by group: asked for its place, a message that is skipped would be laid out.
    const group = firstSeen(scroller, scroller.querySelectorAll(".turns, .comparison"));
    const article = firstSeen<HTMLElement>(scroller, group?.querySelectorAll("article") ?? []);
    const messageId = article?.dataset["id"];
    if (article !== undefined && messageId !== undefined)
      this.#save({ messageId, offset: -topIn(scroller, article) });
  }

  #save(place: Place | null): void {
    this.#isEndSaved = place === null;
    this.#parts.save(place);
  }
}

function firstSeen<T extends Element>(scroller: Element, elements: Iterable<T>): T | undefined {
  return [...elements].find((each) => topIn(scroller, each) + each.clientHeight > 0);
}

function topIn(scroller: Element, article: Element): number {
  return article.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
}
