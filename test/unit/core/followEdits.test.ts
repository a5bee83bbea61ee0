import * as fc from "fast-check";
import { expect, test } from "vitest";
import { followEdit, onlyPlace, type Edit } from "../../../src/core/followEdits.ts";

const document = ["a", "b", "c1", "c2", "c3", "d", "e"];
const lastColumn = 2;

function apply(lines: readonly string[], edit: Edit): readonly string[] {
  const before = [
    ...lines.slice(0, edit.startLine),
    lines[edit.startLine]?.slice(0, edit.startColumn),
  ];
  const after = [lines[edit.endLine]?.slice(edit.endColumn), ...lines.slice(edit.endLine + 1)];
  return `${before.join("\n")}${edit.text}${after.join("\n")}`.split("\n");
}

test.each<[string, Edit, { start: number; end: number } | undefined]>([
  [
    "a line typed above",
    { startLine: 2, startColumn: 0, endLine: 2, endColumn: 0, text: "new\n" },
    { start: 4, end: 6 },
  ],
  [
    "a line removed above",
    { startLine: 0, startColumn: 0, endLine: 1, endColumn: 0, text: "" },
    { start: 2, end: 4 },
  ],
  [
    "all above removed",
    { startLine: 0, startColumn: 0, endLine: 2, endColumn: 0, text: "" },
    { start: 1, end: 3 },
  ],
  [
    "a line typed inside",
    { startLine: 3, startColumn: 0, endLine: 3, endColumn: 0, text: "new\n" },
    { start: 3, end: 6 },
  ],
  [
    "a line removed inside",
    { startLine: 3, startColumn: 0, endLine: 4, endColumn: 0, text: "" },
    { start: 3, end: 4 },
  ],
  [
    "Enter at the end",
    { startLine: 4, startColumn: 2, endLine: 4, endColumn: 2, text: "\n" },
    { start: 3, end: 5 },
  ],
  [
    "a line typed below",
    { startLine: 5, startColumn: 0, endLine: 5, endColumn: 0, text: "new\n" },
    { start: 3, end: 5 },
  ],
  ["all removed", { startLine: 1, startColumn: 0, endLine: 5, endColumn: 1, text: "" }, undefined],
  [
    "the lines cut",
    { startLine: 2, startColumn: 0, endLine: 5, endColumn: 0, text: "" },
    undefined,
  ],
  [
    "the lines cut from the end of the line above, as at the end of a document",
    { startLine: 1, startColumn: 1, endLine: 4, endColumn: 2, text: "" },
    undefined,
  ],
  [
    "the lines emptied, to be written anew",
    { startLine: 2, startColumn: 0, endLine: 4, endColumn: 2, text: "" },
    { start: 3, end: 3 },
  ],
  [
    "all around them replaced",
    { startLine: 1, startColumn: 0, endLine: 5, endColumn: 1, text: "x\ny" },
    { start: 3, end: 5 },
  ],
  [
    "the lines replaced",
    { startLine: 2, startColumn: 0, endLine: 5, endColumn: 0, text: "new\n" },
    { start: 3, end: 4 },
  ],
])("%s", (_, edit, lines) => {
  expect(followEdit({ start: 3, end: 5 }, lastColumn, edit)).toEqual(lines);
});

const position = (max: number) =>
  fc.tuple(fc.integer({ min: 0, max }), fc.integer({ min: 0, max: 1 }));

test("what an edit does not touch is found again, wherever it went", () => {
  const above = fc.tuple(position(1), position(1)).map(([a, b]) => (a < b ? [a, b] : [b, a]));
  const typed = fc.array(fc.constantFrom("x", "\n", "y\n")).map((pieces) => pieces.join(""));
  fc.assert(
    fc.property(above, typed, fc.integer({ min: 0, max: 5 }), ([from, to], text_, offset) => {
      const [startLine = 0, startColumn = 0] = from ?? [];
      const [endLine = 0, endColumn = 0] = to ?? [];
      const shift = offset > 2 ? 5 : 0;
      const edit = {
        startLine: startLine + shift,
        startColumn,
        endLine: endLine + shift,
        endColumn,
        text: text_,
      };
      const lines = followEdit({ start: 3, end: 5 }, lastColumn, edit);
      expect(
        apply(document, edit)
          .slice((lines?.start ?? 1) - 1, lines?.end)
          .join("\n"),
      ).toBe("c1\nc2\nc3");
    }),
  );
});

test("Enter in the last line grows lines whose text is not known any more", () => {
  const edit = { startLine: 4, startColumn: 9, endLine: 4, endColumn: 9, text: "\n" };
  expect(followEdit({ start: 3, end: 5 }, undefined, edit)).toEqual({ start: 3, end: 6 });
});

test.each(["\n", "\r\n"] as const)("whole lines are found again where they are once: %j", (eol) => {
  const lines = (...all: readonly string[]) => all.join(eol);
  const file = lines("a", "b", "a", "bb", "c", "c", "c");
  expect(onlyPlace(file, lines("a", "b"), eol)).toEqual({ start: 1, end: 2 });
  expect(onlyPlace(file, "b", eol)).toEqual({ start: 2, end: 2 });
  expect(onlyPlace(file, lines("bb", "c", "c", "c"), eol)).toEqual({ start: 4, end: 7 });
  for (const text of ["a", lines("c", "c"), "d", lines("a", "c")])
    expect(onlyPlace(file, text, eol)).toBeUndefined();
});
