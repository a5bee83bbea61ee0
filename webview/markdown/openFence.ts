import type { CodeBlock } from "./codeBlock.ts";

/** What closes a fence that was opened with `marker`. */
export function closerOf(marker: string): RegExp {
  return new RegExp(`^ {0,3}${marker.charAt(0)}{${marker.length},}[ \\t]*$`);
}

/** A fence at the margin that is not closed yet: its code goes straight to the block, without a parser. */
export class OpenFence {
  readonly #closer: RegExp;
  readonly #code: CodeBlock;
  /** Whether the start of a line was taken whose end has not come. */
  #midLine: boolean;

  constructor(marker: string, code: CodeBlock, midLine: boolean) {
    this.#closer = closerOf(marker);
    this.#code = code;
    this.#midLine = midLine;
  }

  /**
   * Appends the code that `source` starts with. Returns how much of it was used, and whether the closing
   * fence was found; a last line that may become one is left.
   */
  feed(source: string, finished: boolean): { readonly used: number; readonly closed: boolean } {
    let used = 0;
    while (used < source.length) {
      const newline = source.indexOf("\n", used);
      const isComplete = newline >= 0 || finished;
      const end = newline < 0 ? source.length : newline + 1;
      const line = source.slice(used, newline < 0 ? end : newline);
      if (!this.#midLine && (isComplete ? this.#closer : /^ {0,3}[`~]*[ \t]*$/).test(line)) {
        this.#code.append(source.slice(0, used));
        return { used: isComplete ? end : used, closed: isComplete };
      }
      // A last line of nothing but blanks is none.
      if (newline < 0 && !this.#midLine && line.trim() === "") break;
      this.#midLine = newline < 0;
      used = end;
    }
    this.#code.append(source.slice(0, used));
    return { used, closed: false };
  }
}
