import { readFenceInfo } from "../../src/shared/fenceInfo.ts";
import type { HighlightIntent, TokensSignal } from "../../src/shared/colouring.ts";
import { afterRest } from "../afterRest.ts";

/** How long a block must rest before the lines of its last box are coloured, in milliseconds. */
const restMs = 80;
/** Blocks are coloured once they have come this near to what is seen. */
const margin = "1000px";

/** Code is drawn in boxes of this many lines, so that a growing block lays out its last box only. */
export const boxLines = 24;

/** A block of code, as far as colouring it goes. */
export interface Colourable {
  readonly element: Element;
  /** What follows the opening fence. */
  readonly info: string;
  readonly fullBoxes: number;
  /** The text of the boxes from the given one on. */
  textFrom(box: number): string;
  /** Shows the lines from the first of a box on in the editor's colours. */
  colour(tokens: Pick<TokensSignal, "from" | "lines" | "styles">): void;
}

interface Entry {
  readonly id: number;
  readonly block: Colourable;
  /** How many full boxes have been asked for. */
  asked: number;
  near: boolean;
  /** Asks for the colours of the lines that no full box has yet. */
  readonly askForRestSoon: () => void;
}

/**
 * Asks the host for the colours of the code blocks that are near to what is seen: of full boxes once, of the last one
 * whenever it rests.
 */
class Colours {
  readonly #entries = new Map<Colourable, Entry>();
  readonly #byId = new Map<number, Entry>();
  #post: ((intent: HighlightIntent) => void) | undefined;
  #observer: IntersectionObserver | undefined;
  #count = 0;

  connect(post: (intent: HighlightIntent) => void): void {
    this.#post = post;
    this.#observer = new IntersectionObserver((changes) => this.#onMove(changes), {
      rootMargin: margin,
      scrollMargin: margin,
    });
  }

  add(block: Colourable): void {
    if (this.#observer === undefined) return;
    if (readFenceInfo(block.info).language === "") return;
    this.#count += 1;
    const entry: Entry = {
      id: this.#count,
      block,
      asked: 0,
      near: false,
      askForRestSoon: afterRest(restMs, () => this.#askForRest(entry)),
    };
    this.#entries.set(block, entry);
    this.#byId.set(entry.id, entry);
    this.#observer.observe(block.element);
  }

  grew(block: Colourable): void {
    const entry = this.#entries.get(block);
    if (entry?.near === true) this.#ask(entry);
  }

  /** The text of a block was replaced. */
  reset(block: Colourable): void {
    const entry = this.#entries.get(block);
    if (entry !== undefined) entry.asked = 0;
  }

  show(tokens: TokensSignal): void {
    this.#byId.get(tokens.block)?.block.colour(tokens);
  }

  recolour(): void {
    for (const entry of this.#entries.values()) {
      entry.asked = 0;
      entry.near = false;
      this.#observer?.observe(entry.block.element);
    }
  }

  #onMove(changes: readonly IntersectionObserverEntry[]): void {
    const near = new Set(
      changes.flatMap(({ target, isIntersecting }) => (isIntersecting ? [target] : [])),
    );
    for (const entry of this.#entries.values()) {
      const { element } = entry.block;
      if (!element.isConnected) this.#forget(entry);
      if (!near.has(element)) continue;
      // What is observed costs time in every frame.
      this.#observer?.unobserve(element);
      entry.near = true;
      this.#ask(entry);
    }
  }

  #forget({ id, block }: Entry): void {
    this.#entries.delete(block);
    this.#byId.delete(id);
    this.#observer?.unobserve(block.element);
  }

  #ask(entry: Entry): void {
    const { block, asked } = entry;
    const full = block.fullBoxes;
    if (full > asked) {
      const lines = block
        .textFrom(asked)
        .split("\n")
        .slice(0, (full - asked) * boxLines);
      entry.asked = full;
      this.#send(entry, asked, `${lines.join("\n")}\n`, false);
    }
    entry.askForRestSoon();
  }

  #askForRest(entry: Entry): void {
    const { block, asked } = entry;
    const rest = block.textFrom(asked);
    if (rest !== "" && asked === block.fullBoxes) this.#send(entry, asked, rest, true);
  }

  #send({ id, block }: Entry, box: number, text: string, peek: boolean): void {
    const { language } = readFenceInfo(block.info);
    this.#post?.({ type: "highlight", block: id, from: box * boxLines, language, text, peek });
  }
}

export const colours = new Colours();
