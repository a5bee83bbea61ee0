import { expect, test } from "vitest";
import { mergeLines } from "../../../src/core/mergeLines.ts";

test("what touches becomes one piece of whole lines, what stands alone stays what it is", () => {
  const pieces = [
    { start: 20, end: 22 },
    { start: 3, end: 3 },
    { start: 3, end: 3 },
    { start: 21, end: 21 },
    { start: 4, end: 6 },
    { start: 8, end: 8 },
  ];
  const merged = mergeLines(pieces, (piece) => piece);
  expect(merged.map(({ lines, from }) => [lines.start, lines.end, from.length])).toEqual([
    [3, 6, 3],
    [8, 8, 1],
    [20, 22, 2],
  ]);
  expect(merged[1]?.from[0]).toBe(pieces[5]);
});
