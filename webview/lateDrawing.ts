/** Answers are drawn when they come this near to what is seen; browsers themselves lay out at less. */
const margin = "3000px";
/** How long one frame may draw answers that are not seen yet, in milliseconds. */
const sliceMs = 8;

/**
 * Draws answers that are opened finished when they come near to what is seen, a few in each frame. Until then their
 * source stands in their place, which can be searched and read aloud, and is not laid out.
 */
class LateDrawing {
  /** Told when answers were drawn that had been there as their source. */
  onDraw: () => void = () => {};
  readonly #waiting = new Map<Element, () => void>();
  readonly #near = new Set<Element>();
  #scroller: Element | undefined;
  #observer: IntersectionObserver | undefined;
  #frame = 0;

  /** What stands for a text until `draw` is called, which replaces it. */
  add(text: string, draw: () => void): HTMLElement {
    const element = document.createElement("div");
    element.className = "undrawn";
    element.append(text);
    // A guess that only has to be near enough for the scroll bar.
    const height = Math.ceil((text.length * 190) / window.innerWidth);
    element.style.setProperty("contain-intrinsic-block-size", `auto ${height}px`);
    this.#waiting.set(element, draw);
    return element;
  }

  drop(element: Element): void {
    this.#waiting.delete(element);
    this.#near.delete(element);
    this.#observer?.unobserve(element);
  }

  /** Draws what is seen now, and looks out for the rest. */
  afterRender(root: Element): void {
    if (this.#waiting.size === 0) return;
    this.#scroller ??= root.querySelector(".scroller") ?? undefined;
    this.#observer ??= new IntersectionObserver((changes) => this.#onMove(changes), {
      root: this.#scroller ?? null,
      rootMargin: margin,
    });
    for (const element of [...this.#waiting.keys()].toReversed()) {
      if (this.#isSeen(element)) this.#draw(element);
      else this.#observer.observe(element);
    }
  }

  /** Draws the answer that an element is the source of; returns whether it is one. */
  drawNow(element: Element | null): boolean {
    if (element === null || !this.#waiting.has(element)) return false;
    this.#draw(element);
    return true;
  }

  #isSeen(element: Element): boolean {
    const { top, bottom } = element.getBoundingClientRect();
    return bottom > 0 && top < window.innerHeight;
  }

  #onMove(changes: readonly IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting } of changes) {
      if (isIntersecting) this.#near.add(target);
      else this.#near.delete(target);
    }
    if (this.#frame === 0) this.#frame = requestAnimationFrame(() => this.#drawSome());
  }

  #drawSome(): void {
    this.#frame = 0;
    const start = performance.now();
    for (const element of this.#near) {
      if (performance.now() - start > sliceMs) {
        this.#frame = requestAnimationFrame(() => this.#drawSome());
        return;
      }
      this.#draw(element);
    }
    this.onDraw();
  }

  #draw(element: Element): void {
    const draw = this.#waiting.get(element);
    this.drop(element);
    draw?.();
  }
}

export const lateDrawing = new LateDrawing();
