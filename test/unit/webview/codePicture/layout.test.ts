import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { CodeMark, CodePicture } from "../../../../src/shared/codePicture.ts";
import { layOut, pageLimits, type Row } from "../../../../webview/codePicture/layout.ts";

function picture(lines: readonly (readonly string[])[], marks: readonly CodeMark[] = []) {
  return {
    sourceId: "1",
    path: "src/greet.ts",
    text: lines.map((tokens) => tokens.join("")).join("\n"),
    firstLine: 10,
    tabSize: 4,
    lines: lines.map((tokens) => tokens.flatMap(({ length }, i) => [length, i % 2])),
    styles: ["", "#ff0000 bold"],
    marks,
  } satisfies CodePicture;
}

const textOf = (row: Row) =>
  row.kind === "code" ? row.tokens.map(({ text }) => text).join("") : row.text;

test("every character of every line is on exactly one page, under its number, in its style", () => {
  const token = fc.oneof(
    fc.string({ maxLength: 90 }),
    fc.string({ unit: "grapheme", minLength: 1, maxLength: 90 }),
  );
  const line = fc.array(
    token.map((text) => text.replaceAll(/[\r\n\t]/g, " ")).filter((text) => text !== ""),
    { maxLength: 5 },
  );
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 200 }), (lines) => {
      const read = new Map<number, string>();
      const red = new Map<number, string>();
      let number = 0;
      for (const { rows, start, end } of layOut(picture(lines))) {
        expect(rows.length).toBeLessThanOrEqual(pageLimits.rows);
        for (const row of rows) {
          if (row.kind !== "code") throw new Error("There are no messages.");
          number = row.number ?? number;
          expect(number >= start && number <= end).toBe(true);
          read.set(number, (read.get(number) ?? "") + textOf(row));
          const styled = row.tokens.filter(({ style }) => style !== "").map(({ text }) => text);
          red.set(number, (red.get(number) ?? "") + styled.join(""));
        }
      }
      expect([...read.keys()]).toEqual(lines.map((_, i) => 10 + i));
      expect([...read.values()]).toEqual(lines.map((tokens) => tokens.join("")));
      expect([...red.values()]).toEqual(
        lines.map((tokens) => tokens.filter((_, i) => i % 2 === 1).join("")),
      );
    }),
  );
});

test("a page has as whole lines those that go on over no other page", () => {
  const full = "x".repeat(pageLimits.columns * pageLimits.rows);
  const lines = [["short"], [`${full}${full}more`], ["short"], [full]];
  expect(layOut(picture(lines)).map(({ whole }) => whole)).toEqual([
    { start: 10, end: 10 },
    null,
    null,
    { start: 12, end: 12 },
    { start: 13, end: 13 },
  ]);
});

test("marks follow their characters over tabs and onto further rows, their messages stand below", () => {
  const mark = { kind: "error", line: 10, start: 1, end: 120, message: "Not\n good" } as const;
  const [page] = layOut(picture([["\t", `x${"y".repeat(140)}`]], [mark]));
  const shown = page?.rows.map((row) =>
    row.kind === "code" ? row.marks.map(({ start, end }) => [start, end]) : row.text,
  );
  expect(shown).toEqual([[[4, 120]], [[0, 3]], "error: Not good"]);
});

test("wide characters take two columns, and none is cut in two", () => {
  const [page] = layOut(picture([["界".repeat(60), "👩‍👩‍👧‍👦".repeat(60)]]));
  expect(page?.rows.map((row) => [...new Intl.Segmenter().segment(textOf(row))].length)).toEqual([
    60, 60,
  ]);
});

const at = (line: number, start: number): CodeMark => ({
  kind: "warning",
  line,
  start,
  end: start + 1,
});

test("a mark at the very end of a line can be seen, one in an empty line too", () => {
  const [page] = layOut(picture([["ab"], []], [at(10, 2), at(11, 0)]));
  const shown = page?.rows.map((row) => (row.kind === "code" ? row.marks : []));
  expect(shown).toEqual([
    [{ kind: "warning", start: 2, end: 3 }],
    [{ kind: "warning", start: 0, end: 1 }],
  ]);
});
