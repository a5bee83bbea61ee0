import { expect, test } from "vitest";
import { isHeldBy, type CodeAttachment } from "../../../src/core/attachment.ts";

const line: CodeAttachment = {
  kind: "code",
  id: "selected",
  path: "a.ts",
  uri: "file:///a.ts",
  languageId: "typescript",
  lines: { start: 12, end: 12 },
  text: "const foo = bar;",
};
const media = { sha256: "0", mime: "image/png", size: 1 };

test.each([
  ["the same lines", line, true],
  ["the same lines with a secret redacted", { ...line, text: "const foo = REDACTED;" }, true],
  ["other lines", { ...line, lines: { start: 12, end: 13 } }, false],
  ["another file", { ...line, uri: "file:///b.ts" }, false],
  ["a part of the line", { ...line, isPart: true, text: "foo" }, false],
  ["what the line was before it changed", { ...line, outdated: true, text: "foo();" }, false],
  ["the line before a change that was undone", { ...line, outdated: true }, true],
  [
    "a picture of the line",
    { kind: "image", id: "shot", name: "shot.png", media, shows: { code: line, isSent: false } },
    true,
  ],
] as const)("a selected line and %s", (_, attached, isHeld) => {
  expect(isHeldBy(line, attached)).toBe(isHeld);
});

test("a part that is attached as a whole, and the same part", () => {
  const part: CodeAttachment = { ...line, isPart: true, text: "foo" };
  expect([isHeldBy(part, line), isHeldBy(part, part)]).toEqual([true, true]);
  expect(isHeldBy(part, { ...part, text: "bar" })).toBe(false);
});
