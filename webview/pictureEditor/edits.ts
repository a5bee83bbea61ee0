/** What is done to a picture before it is sent; all coordinates are pixels of the whole picture. */
export interface Edits {
  readonly crop: Rect;
  /** In the order of their making. */
  readonly marks: readonly Mark[];
}

export const tools = ["crop", "box", "arrow", "redact"] as const;
export type Tool = (typeof tools)[number];

export interface Mark extends Span {
  readonly tool: Exclude<Tool, "crop">;
}

/** From where a drag began to where it ended; an arrow points at the end. */
export interface Span {
  readonly from: Point;
  readonly to: Point;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Rect extends Point {
  readonly width: number;
  readonly height: number;
}

/** The states of a picture while it is edited, to go back and forth in. */
export class EditHistory {
  #states: readonly Edits[];
  #at = 0;

  constructor(size: { readonly width: number; readonly height: number }) {
    this.#states = [{ crop: { x: 0, y: 0, ...size }, marks: [] }];
  }

  get current(): Edits {
    const current = this.#states[this.#at];
    if (current === undefined) throw new RangeError("no such state");
    return current;
  }

  get canUndo(): boolean {
    return this.#at > 0;
  }

  get canRedo(): boolean {
    return this.#at < this.#states.length - 1;
  }

  /** Does with the tool what was drawn; what is smaller than a pixel or outside the picture does nothing. */
  apply(tool: Tool, span: Span): void {
    const { crop, marks } = this.current;
    if (tool === "crop") {
      const inside = intersection(crop, wholePixels(span));
      if (inside !== undefined) this.#add({ crop: inside, marks });
    } else if (canBeSeen({ tool, ...span }, crop)) {
      this.#add({ crop, marks: [...marks, { tool, ...span }] });
    }
  }

  undo(): void {
    if (this.canUndo) this.#at -= 1;
  }

  redo(): void {
    if (this.canRedo) this.#at += 1;
  }

  #add(edits: Edits): void {
    this.#states = [...this.#states.slice(0, this.#at + 1), edits];
    this.#at += 1;
  }
}

/** All pixels that the span touches. */
export function wholePixels({ from, to }: Span): Rect {
  const x = Math.floor(Math.min(from.x, to.x));
  const y = Math.floor(Math.min(from.y, to.y));
  return {
    x,
    y,
    width: Math.ceil(Math.max(from.x, to.x)) - x,
    height: Math.ceil(Math.max(from.y, to.y)) - y,
  };
}

/** A straight arrow covers no pixel by itself: it counts by its length. */
function canBeSeen({ tool, ...span }: Mark, crop: Rect): boolean {
  return tool === "arrow"
    ? lengthOf(span) >= 1
    : intersection(crop, wholePixels(span)) !== undefined;
}

export function lengthOf({ from, to }: Span): number {
  return Math.hypot(to.x - from.x, to.y - from.y);
}

/** Undefined where the two have no pixel in common. */
function intersection(a: Rect, b: Rect): Rect | undefined {
  const x = Math.max(a.x, b.x);
  const y = Math.max(a.y, b.y);
  const width = Math.min(a.x + a.width, b.x + b.width) - x;
  const height = Math.min(a.y + a.height, b.y + b.height) - y;
  return width >= 1 && height >= 1 ? { x, y, width, height } : undefined;
}
