import { blocksIn, type Block } from "./blocks.ts";
import { isElision } from "./elisions.ts";
import { isCloser } from "./extent.ts";
import type { Code } from "./scan.ts";

/** Some lines of code. */
export interface Range {
  readonly code: Code;
  readonly from: number;
  readonly to: number;
}

/** A run of lines that the code gives, between those that it leaves out. */
export interface Part extends Range {
  readonly lines: readonly string[];
  /** Empty where a block has no end: then the lines are just lines. */
  readonly blocks: readonly Block[];
  /** Whether lines of the file were left out before it, and after it. */
  readonly elidedBefore: boolean;
  readonly elidedAfter: boolean;
}

/** Splits code where it leaves something out, but for inside of its blocks. */
export function partsOf({ code, from, to }: Range): readonly Part[] {
  const blocks = blocksIn(code, from, to);
  const whole = blocks.filter(({ isWhole }) => isWhole);
  const cuts = [from - 1];
  for (let line = from; line < to; line++) {
    const isInside = whole.some(({ start, end }) => start <= line && line < end);
    if (!isInside && isElision(code.lines[line] ?? "")) cuts.push(line);
  }
  return cuts.flatMap((cut, index): Part[] => {
    const [start, end] = withoutBlankEnds(code.lines, cut + 1, cuts[index + 1] ?? to);
    const lines = code.lines.slice(start, end);
    // What only closes what was left out is in the file.
    if (lines.length === 0 || (index > 0 && lines.every(isCloser))) return [];
    const own = blocks.filter((block) => start <= block.start && block.start < end);
    return [
      {
        code,
        from: start,
        to: end,
        lines,
        blocks: own.every(({ isWhole }) => isWhole) ? own : [],
        elidedBefore: index > 0,
        elidedAfter: index < cuts.length - 1,
      },
    ];
  });
}

/** Blank lines next to an elision belong to its looks, not to the file. */
function withoutBlankEnds(
  lines: readonly string[],
  from: number,
  to: number,
): readonly [number, number] {
  let [start, end] = [from, to];
  while (start < end && lines[start]?.trim() === "") start++;
  while (start < end && lines[end - 1]?.trim() === "") end--;
  return [start, end];
}
