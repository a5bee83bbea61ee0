/** Answers are drawn when they are this near to what is seen, in CSS pixels; browsers themselves lay out at less. */
const margin = 3000;
/** How many characters may be drawn at once; what was drawn first makes room where nobody is near it. */
const mostDrawn = 500_000;
/** How long one frame may draw answers that are not seen yet, in milliseconds. */
const sliceMs = 8;

const heightOfUnseen = "contain-intrinsic-block-size";

/** An answer that can be drawn in place of its source, and taken back. */
export interface LateAnswer {
  readonly text: string;
  /** Returns what is drawn. */
  draw(): HTMLElement;
  /** Puts the source there again, as high as what was drawn. */
  undraw(height: number): void;
}

/**
 * Draws answers that are opened finished when they come near to what is seen, a few in each frame. Until then their
 * source stands in their place, which can be searched and read aloud, and is not laid out.
 */
class LateDrawing {
  /** Told when answers were drawn that had been there as their source. */
  onDraw: () => void = () => {};
  readonly #waiting = new Map<HTMLElement, LateAnswer>();
  /** Those that nobody has looked at yet: they may be seen. */
  readonly #added = new Set<HTMLElement>();
  readonly #drawn = new Map<HTMLElement, LateAnswer>();
  #drawnSize = 0;
  readonly #near = new Set<HTMLElement>();
  /** The messages of those that wait and are not seen: they have a place when what is in them has none. */
  readonly #watched = new Map<HTMLElement, HTMLElement>();
  #scroller: Element | undefined;
  #observer: IntersectionObserver | undefined;
  #frame = 0;

  /**
   * What stands for an answer until it is drawn. Its height in CSS pixels is a guess where it never was: near enough
   * for the scroll bar.
   */
  add(
    answer: LateAnswer,
    height = Math.ceil((answer.text.length * 190) / window.innerWidth),
  ): HTMLElement {
    const element = document.createElement("div");
    element.className = "undrawn";
    element.append(answer.text);
    element.style.setProperty(heightOfUnseen, `auto ${height}px`);
    this.#waiting.set(element, answer);
    this.#added.add(element);
    return element;
  }

  /** An answer is gone, or drawn by another. */
  drop(element: HTMLElement): void {
    this.#waiting.delete(element);
    this.#added.delete(element);
    this.#near.delete(element);
    const message = this.#watched.get(element);
    if (message !== undefined) this.#observer?.unobserve(message);
    this.#watched.delete(element);
    this.#drawnSize -= this.#drawn.get(element)?.text.length ?? 0;
    this.#drawn.delete(element);
  }

  /** Draws what is seen of what was added, and looks out for the rest. */
  afterRender(root: Element): void {
    if (this.#added.size === 0) return;
    this.#scroller ??= root.querySelector(".scroller") ?? undefined;
    this.#observer ??= new IntersectionObserver((changes) => this.#onMove(changes), {
      root: this.#scroller ?? null,
      rootMargin: `${margin}px`,
    });
    const added = [...this.#added].map((element) => ({ element, message: messageOf(element) }));
    this.#added.clear();
    for (const { element, message } of added)
      message.style.setProperty(heightOfUnseen, element.style.getPropertyValue(heightOfUnseen));
    for (const { element, message } of added.toReversed()) {
      if (isWithin(message, 0)) this.#draw(element);
      else this.#watch(element, message);
    }
  }

  /** Draws the answer that an element is the source of; returns whether it is one. */
  drawNow(element: Element | null): boolean {
    if (!(element instanceof HTMLElement) || !this.#waiting.has(element)) return false;
    this.#draw(element);
    return true;
  }

  #watch(element: HTMLElement, message: HTMLElement): void {
    this.#watched.set(element, message);
    this.#observer?.observe(message);
  }

  #onMove(changes: readonly IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting } of changes) {
      const element = target.querySelector<HTMLElement>(".undrawn");
      if (element === null) continue;
      if (isIntersecting) this.#near.add(element);
      else this.#near.delete(element);
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
    this.#makeRoom();
    this.onDraw();
  }

  #draw(element: HTMLElement): void {
    const answer = this.#waiting.get(element);
    this.drop(element);
    if (answer === undefined) return;
    this.#drawn.set(answer.draw(), answer);
    this.#drawnSize += answer.text.length;
  }

  #makeRoom(): void {
    const far: { element: HTMLElement; answer: LateAnswer; height: number }[] = [];
    let size = this.#drawnSize;
    for (const [element, answer] of this.#drawn) {
      if (size <= mostDrawn) break;
      const message = messageOf(element);
      if (isWithin(message, 2 * margin)) continue;
      far.push({ element, answer, height: message.clientHeight });
      size -= answer.text.length;
    }
    // Measured first: each that is taken back would have all of it laid out again.
    for (const { element, answer, height } of far) {
      this.drop(element);
      answer.undraw(height);
    }
    this.afterRender(document.body);
  }
}

/** The message that an answer stands in. */
function messageOf(element: HTMLElement): HTMLElement {
  return element.closest("article") ?? element;
}

/** Whether an element is no farther than that many CSS pixels from what is seen. */
function isWithin(element: Element, distance: number): boolean {
  const { top, bottom } = element.getBoundingClientRect();
  return element.isConnected && bottom > -distance && top < window.innerHeight + distance;
}

export const lateDrawing = new LateDrawing();
