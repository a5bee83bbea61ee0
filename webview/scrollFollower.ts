/** How far from the end still counts as being there, in CSS pixels: a touchpad's last twitch. */
const slackPx = 24;

/** Keeps the end in view while the reader is at the end, and moves nothing once they scrolled up. */
export class ScrollFollower {
  following = true;
  #scroller: HTMLElement | undefined;

  readonly onScroll = (event: Event): void => {
    if (!(event.currentTarget instanceof HTMLElement)) return;
    const { scrollTop, scrollHeight, clientHeight } = event.currentTarget;
    this.following = scrollHeight - scrollTop - clientHeight <= slackPx;
    this.#button()?.toggleAttribute("hidden", this.following);
  };

  afterRender(root: HTMLElement): void {
    this.#scroller ??= root.querySelector<HTMLElement>(".scroller") ?? undefined;
    if (this.following) this.#scroller?.scrollTo({ top: this.#scroller.scrollHeight });
  }

  toEnd(): void {
    this.following = true;
    this.#button()?.setAttribute("hidden", "");
    this.#scroller?.scrollTo({ top: this.#scroller.scrollHeight });
  }

  #button(): Element | null | undefined {
    return this.#scroller?.parentElement?.querySelector(".to-end");
  }
}
