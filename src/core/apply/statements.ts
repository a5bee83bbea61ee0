import type { Code } from "./scan.ts";

/** How lines go on with what lines above them have started. */
export interface Statements {
  /** For each line, the one whose indentation counts for it: where what it goes on with, or closes, has started. */
  readonly first: readonly number[];
  /** Whether a line can be aligned in any way. */
  readonly isAligned: readonly boolean[];
}

const openers: Readonly<Record<string, string>> = { ")": "(", "]": "[", "}": "{" };
/** Nobody nests deeper than this, and brackets that nothing closes would take long to look through. */
const deepest = 200;

export function statementsOf({ bare }: Code, isPython: boolean): Statements {
  const free = isPython ? "([{" : "([";
  const first: number[] = [];
  const isAligned: boolean[] = [];
  const open: { readonly bracket: string; readonly line: number }[] = [];
  for (const [line, text] of bare.entries()) {
    const goesOn = /(?:\\|&&|\|\|)\s*$/.test(bare[line - 1] ?? "");
    const innermost = open.at(-1)?.bracket;
    isAligned.push(goesOn || (innermost !== undefined && free.includes(innermost)));
    let start = goesOn ? (first[line - 1] ?? line) : line;
    for (const [bracket] of text.matchAll(/[([{}\])]/g)) {
      const opener = openers[bracket];
      if (opener === undefined) {
        if (open.length < deepest) open.push({ bracket, line });
      } else {
        // In a shell, some close what nothing has opened.
        const at = open.findLastIndex((one) => one.bracket === opener);
        const from = open[at]?.line ?? line;
        if (from < line) start = Math.min(start, first[from] ?? from);
        if (at >= 0) open.splice(at);
      }
    }
    first.push(start);
  }
  return { first, isAligned };
}
