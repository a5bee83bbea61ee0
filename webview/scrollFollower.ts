import type { ViewState } from "../src/shared/view.ts";
import { afterRest } from "./afterRest.ts";

/** How far from the end still counts as being there, in CSS pixels: a touchpad's last twitch. */
const slackPx = 24;

/** Text that came this long ago, in milliseconds, has ended or stalled; so has a movement of the reader. */
const restMs = 200;

/**
 * Keeps the end in view while the reader is at the end, and moves nothing once they scrolled up. A new question, and
 * another conversation, bring the end into view again.
 */
export class ScrollFollower {
  following = true;
  #scroller: HTMLElement | undefined;
  #top = 0;
  /** How far the reader went up in one movement: text that comes meanwhile brings the end back, again and again. */
  #up = 0;
  #wentUpAt = 0;
  #shown: Pick<ViewState, "conversationId" | "messages" | "draft"> | undefined;
  readonly #heights = new ResizeObserver(() => this.#keepEnd());
  /** What grows in these frames. */
  #growing: Element | undefined;
  readonly #watchAgainSoon = afterRest(restMs, () => {
    if (this.#growing !== undefined) this.#heights.observe(this.#growing);
    this.#growing = undefined;
  });

  readonly onScroll = ({ currentTarget, timeStamp }: Event): void => {
    if (!(currentTarget instanceof HTMLElement)) return;
    // Asked for once: each time costs a tenth of a millisecond in a frame that is busy with text.
    const { scrollTop } = currentTarget;
    const moved = scrollTop - this.#top;
    if (moved === 0) return;
    this.#top = scrollTop;
    const left = leftBelow(currentTarget, scrollTop);
    // Only a reader scrolls up. Text that comes, or takes another height once it is drawn, just moves the end away; text
    // that goes brings it here.
    if (moved > 0 || left < 1) {
      this.#up = 0;
      return this.#follow(this.following || left <= slackPx);
    }
    if (timeStamp - this.#wentUpAt > restMs) this.#up = 0;
    this.#wentUpAt = timeStamp;
    this.#up -= moved;
    this.#follow(this.following && this.#up <= slackPx);
  };

  afterRender(root: HTMLElement, state: ViewState): void {
    this.#scroller ??= this.#watch(root.querySelector<HTMLElement>(".scroller"));
    if (this.#shown === undefined || leadsToEnd(this.#shown, state)) this.#follow(true);
    this.#shown = state;
    this.#keepEnd();
  }

  /**
   * Text grew in this frame. Its height is not watched until it rests: a frame that tells of a height is laid out twice.
   */
  afterGrowth(): void {
    const transcript = this.#scroller?.firstElementChild;
    if (transcript === undefined || transcript === null) return;
    if (this.#growing === undefined) this.#heights.unobserve(transcript);
    this.#growing = transcript;
    this.#watchAgainSoon();
    this.#keepEnd();
  }

  toEnd(): void {
    this.#follow(true);
    this.#keepEnd();
  }

  /** What the reader opens or folds must not carry them to the end. */
  readonly onClick = ({ target }: Event): void => {
    if (
      !(target instanceof Element) ||
      target.closest("summary, [aria-expanded], [aria-pressed]") === null
    )
      return;
    // By then it has its new height, and nobody has scrolled to the end yet.
    requestAnimationFrame(() => {
      if (this.#scroller !== undefined) this.#follow(isAtEnd(this.#scroller));
    });
  };

  /** The reader is led to another place. What can be seen as a whole has none. */
  leaveEnd(): void {
    const scroller = this.#scroller;
    this.#follow(scroller !== undefined && scroller.scrollHeight <= scroller.clientHeight);
  }

  /** Told of every height that changed, before it is painted: by new text, what is drawn late, the composer. */
  #watch(scroller: HTMLElement | null): HTMLElement | undefined {
    if (scroller === null) return undefined;
    this.#heights.observe(scroller);
    for (const child of scroller.children) this.#heights.observe(child);
    return scroller;
  }

  #follow(following: boolean): void {
    if (following === this.following) return;
    this.following = following;
    this.#scroller?.parentElement?.querySelector(".to-end")?.toggleAttribute("hidden", following);
    // A reader's place is held by the browser when what is above it changes its height.
    this.#scroller?.style.setProperty("overflow-anchor", following ? "none" : "auto");
  }

  #keepEnd(): void {
    if (!this.following || this.#scroller === undefined) return;
    this.#scroller.scrollTo({ top: this.#scroller.scrollHeight });
    this.#top = this.#scroller.scrollTop;
  }
}

/**
 * Another chat, or a question that was asked. Another version of one, which has been asked before, does not, and neither
 * does one that had waited: nobody did anything just now.
 */
function leadsToEnd(
  was: Pick<ViewState, "conversationId" | "messages" | "draft">,
  { conversationId, messages, runningId }: ViewState,
): boolean {
  if (conversationId !== was.conversationId) return true;
  const question = lastQuestion(messages);
  if (question === lastQuestion(was.messages)) return false;
  if (was.draft.queue.some(({ id }) => id === question)) return false;
  return runningId !== null || was.messages.every(({ id }, index) => messages[index]?.id === id);
}

function lastQuestion(messages: ViewState["messages"]): string | undefined {
  return messages.findLast(({ role }) => role === "user")?.id;
}

/** Whether nothing of what is in the scroller is below what is seen. */
export function isAtEnd(scroller: Element): boolean {
  return leftBelow(scroller, scroller.scrollTop) <= slackPx;
}

function leftBelow({ scrollHeight, clientHeight }: Element, scrollTop: number): number {
  return scrollHeight - scrollTop - clientHeight;
}
