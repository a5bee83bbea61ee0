import { expect, test } from "vitest";
import { rebased } from "../../../../src/core/apply/rebased.ts";

const rewrite = {
  before: "  one\n  two\n  three\n",
  after: "  one\n  TWO\n  2\n  three\n",
  lines: { first: 1, last: 1 },
};

test.each([
  ["  one\n  two\n  three\n", "  one\n  TWO\n  2\n  three\n"],
  ["  one\n  toil\n  two\n  three\n", "  one\n  toil\n  TWO\n  2\n  three\n"],
  ["  two\n  three\n", "  TWO\n  2\n  three\n"],
  ["  one\n  two\n\n  three", "  one\n  TWO\n  2\n\n  three"],
  ["  one\n  two\n  four\n", "  one\n  TWO\n  2\n  four\n"],
  // The lines themselves, or on one of them.
  ["  one\n  twos\n  three\n", undefined],
  ["  one\n two\n  three\n", undefined],
  ["  one  two\n  three\n", undefined],
  ["  one\n  three\n", undefined],
  ["", undefined],
  // Above and below: what is between nobody can tell. Nor which one of two it is.
  ["  1\n  two\n  3\n", undefined],
  ["  one\n  two\n  1\n  two\n  three\n", undefined],
])("lines that were rewritten in what became %j", (now, wanted) =>
  expect(rebased(rewrite, now)).toBe(wanted),
);
