import type { Token } from "markdown-it";
import { normalizeLabel, type References } from "./parser.ts";

/** The link definitions of one text, and the finished blocks that use labels not defined yet. */
export class ReferenceLinks {
  /** The definitions that no further text can change. */
  readonly settled: References = Object.create(null);
  #count = 0;
  readonly #waiting = new Map<string, Set<() => void>>();

  /** The settled definitions, to which those of the open tail are added. */
  scope(): References {
    return Object.create(this.settled);
  }

  /** Tells apart what links were resolved with: the settled definitions, and those of a `scope`. */
  version(scope: References = {}): string {
    const open = Object.entries(scope).filter(([label]) => !(label in this.settled));
    return JSON.stringify([this.#count, ...open]);
  }

  /** Settles the definitions among `tokens`, and draws anew the blocks that waited for them. */
  define(tokens: readonly Token[], references: References): void {
    for (const { type, meta } of tokens) {
      const label = type === "reference_definition" ? meta?.["label"] : undefined;
      const definition = typeof label === "string" ? references[label] : undefined;
      if (typeof label !== "string" || definition === undefined || label in this.settled) continue;
      this.settled[label] = definition;
      this.#count++;
      const waiting = this.#waiting.get(label) ?? [];
      this.#waiting.delete(label);
      for (const redraw of waiting) redraw();
    }
  }

  /** Has `redraw` called when a label becomes defined that the text of `tokens` may be using. */
  watch(tokens: readonly Token[], redraw: () => void): void {
    for (const label of tokens.flatMap(labels)) {
      if (label in this.settled) continue;
      const waiting = this.#waiting.get(label) ?? new Set();
      this.#waiting.set(label, waiting.add(redraw));
    }
  }
}

function labels({ type, content }: Token): readonly string[] {
  if (type !== "inline" || !content.includes("]")) return [];
  const found = content.matchAll(/\[((?:[^[\]\\]|\\.)+)(?=\])/g);
  return Array.from(found, ([, label = ""]) => normalizeLabel(label));
}
