/** Answers are taken back only where they are farther than this from what is seen, in CSS pixels. */
const farAway = 6000;
/** What a question is guessed to take, in CSS pixels. */
const questionHeight = 100;
/** How many characters may be drawn at once; what was drawn first makes room where nobody is near it. */
const mostDrawn = 500_000;
/** How long scrolling must rest until everything that is seen is drawn, in milliseconds. */
const restMs = 150;
/** How long one frame may draw answers that are not seen yet, in milliseconds. */
const sliceMs = 8;

/** What message.css takes a height from that the browser does not know yet. */
const guessedHeight = "--guessed-height";

/** An answer that can be drawn in place of its source, and taken back. */
export interface LateAnswer {
  readonly text: string;
  /** Returns what is drawn. */
  draw(): HTMLElement;
  /** Puts the source there again. */
  undraw(): void;
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
  #frame = 0;
  #rest = 0;

  /** The browser skips what is far from what is seen, and says when it comes near. */
  listen(root: HTMLElement): void {
    root.addEventListener("contentvisibilityautostatechange", (event) => {
      if (!(event instanceof ContentVisibilityAutoStateChangeEvent)) return;
      if (event.target instanceof HTMLElement) this.#onMove(event.target, !event.skipped);
    });
    // It says nothing of what it laid out for another reason, as when all is selected.
    root.addEventListener("scroll", () => this.#drawSeenSoon(), { capture: true, passive: true });
  }

  /** What stands for an answer until it is drawn. */
  add(answer: LateAnswer): HTMLElement {
    const element = document.createElement("div");
    element.className = "undrawn";
    element.append(answer.text);
    // Near enough for the scroll bar; the browser itself remembers the height of what it has laid out before.
    guess(element, Math.ceil((answer.text.length * 190) / window.innerWidth));
    this.#waiting.set(element, answer);
    this.#added.add(element);
    return element;
  }

  /** An answer is gone, or drawn by another. */
  drop(element: HTMLElement): void {
    this.#waiting.delete(element);
    this.#added.delete(element);
    this.#near.delete(element);
    this.#drawnSize -= this.#drawn.get(element)?.text.length ?? 0;
    this.#drawn.delete(element);
  }

  /** Draws what is seen of what was added. */
  afterRender(): void {
    if (this.#added.size === 0) return;
    const added = [...this.#added].toReversed();
    this.#added.clear();
    // Nothing in what is skipped has a height.
    for (const element of added) guess(messageOf(element), guessed(element));
    for (const group of new Set(added.flatMap((element) => groupOf(element) ?? []))) {
      const heights = Array.from(group.children, (message) => guessed(message));
      guess(
        group,
        heights.reduce((sum, height) => sum + height, 0),
      );
    }
    for (const element of added) if (isSeen(element)) this.#draw(element);
  }

  /** Draws the answer that an element is the source of; returns whether it is one. */
  drawNow(element: Element | null): boolean {
    if (!(element instanceof HTMLElement) || !this.#waiting.has(element)) return false;
    this.#draw(element);
    return true;
  }

  /** A message, or what stands for an answer in one that is never skipped. */
  #onMove(moved: HTMLElement, isNear: boolean): void {
    const element = moved.matches("article") ? moved.querySelector<HTMLElement>(".undrawn") : moved;
    if (element === null || !this.#waiting.has(element)) return;
    if (!isNear) return void this.#near.delete(element);
    this.#drawSoon(element);
  }

  #drawSoon(element: HTMLElement): void {
    this.#near.add(element);
    if (this.#frame === 0) this.#frame = requestAnimationFrame(() => this.#drawSome());
  }

  #drawSeenSoon(): void {
    clearTimeout(this.#rest);
    if (this.#waiting.size === 0) return;
    this.#rest = window.setTimeout(() => {
      for (const element of this.#waiting.keys()) if (isSeen(element)) this.#drawSoon(element);
    }, restMs);
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
    const far: [HTMLElement, LateAnswer][] = [];
    let size = this.#drawnSize;
    for (const [element, answer] of this.#drawn) {
      if (size <= mostDrawn) break;
      if (isWithin(groupOf(element) ?? messageOf(element), farAway)) continue;
      far.push([element, answer]);
      size -= answer.text.length;
    }
    // Measured first: each that is taken back would have all of it laid out again.
    for (const [element, answer] of far) {
      this.drop(element);
      answer.undraw();
    }
    this.afterRender();
  }
}

/** Group first: asked for its place, a message in one that is skipped would be laid out. */
function isSeen(element: HTMLElement): boolean {
  const message = messageOf(element);
  return isWithin(groupOf(element) ?? message, 0) && isWithin(message, 0);
}

/** The message that an answer stands in. */
function messageOf(element: HTMLElement): HTMLElement {
  return element.closest("article") ?? element;
}

/** The messages that are skipped together with that of an answer; those that are compared are in none. */
function groupOf(element: HTMLElement): HTMLElement | null {
  return element.closest<HTMLElement>(".turns");
}

function guess(element: HTMLElement, height: number): void {
  element.style.setProperty(guessedHeight, `${height}px`);
}

function guessed(element: Element): number {
  const height =
    element instanceof HTMLElement ? element.style.getPropertyValue(guessedHeight) : "";
  return height === "" ? questionHeight : Number.parseFloat(height);
}

/** Whether an element is no farther than that many CSS pixels from what is seen. */
function isWithin(element: Element, distance: number): boolean {
  const { top, bottom } = element.getBoundingClientRect();
  return element.isConnected && bottom > -distance && top < window.innerHeight + distance;
}

export const lateDrawing = new LateDrawing();
