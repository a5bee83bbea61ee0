import type { LineRange } from "./attachment.ts";

export interface Merged<T> {
  readonly lines: LineRange;
  /** What is in these lines. */
  readonly from: readonly [T, ...T[]];
}

/** Joins what is in the same or in adjacent lines, in the order of the lines. */
export function mergeLines<T>(
  pieces: readonly T[],
  linesOf: (piece: T) => LineRange,
): readonly Merged<T>[] {
  const merged: Merged<T>[] = [];
  const inOrder = pieces.toSorted((one, other) => linesOf(one).start - linesOf(other).start);
  for (const piece of inOrder) {
    const { start, end } = linesOf(piece);
    const last = merged.at(-1);
    if (last === undefined || start > last.lines.end + 1)
      merged.push({ lines: { start, end }, from: [piece] });
    else
      merged[merged.length - 1] = {
        lines: { start: last.lines.start, end: Math.max(last.lines.end, end) },
        from: [...last.from, piece],
      };
  }
  return merged;
}
