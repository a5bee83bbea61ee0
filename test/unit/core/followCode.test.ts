import { expect, test } from "vitest";
import type { CodeAttachment, Problem } from "../../../src/core/attachment.ts";
import { followCode, followRename, movedBy } from "../../../src/core/followCode.ts";
import type { Edit } from "../../../src/core/followEdits.ts";

const problem = (line: number): Problem => ({ severity: "error", line, message: "No." });
const whole: CodeAttachment = {
  kind: "code",
  id: "1",
  path: "a.ts",
  languageId: "typescript",
  text: "c1\nc2\nc3",
};
const code = { ...whole, lines: { start: 3, end: 5 }, problems: [problem(4)] };

const at = (startLine: number, endLine: number, text: string): Edit => {
  return { startLine, startColumn: 0, endLine, endColumn: 0, text };
};
const renamed = (uri: string) => followRename(uri, "file:///ws/src", "file:///ws/lib");
const follow = (one: CodeAttachment, ...edits: readonly Edit[]) => followCode(one, 2, edits);

test("what is reported in the code moves with it", () => {
  const above = at(0, 0, "1\n2\n");
  expect(follow(code, above)).toEqual(movedBy(code, 2));
  expect(follow(code, above, above)).toEqual(movedBy(code, 4));
  expect(follow(code, at(2, 2, "new\n"))?.problems).toEqual([problem(5)]);
  expect(follow(code, at(3, 3, "new\n"))).toMatchObject({
    lines: { start: 3, end: 6 },
    problems: [problem(5)],
  });
  expect(follow({ ...whole, problems: [problem(4)] }, above)?.problems).toEqual([problem(6)]);
});

test("what did not move is the same object, and of lines that were cut nothing is left to follow", () => {
  expect(follow(code, at(6, 6, "below\n"))).toBe(code);
  expect(follow(whole, at(0, 0, "above\n"))).toBe(whole);
  expect(follow(code, at(2, 5, ""), at(0, 0, "above\n"))).toBeUndefined();
});

test("a renamed folder takes its own files along, and no others", () => {
  expect(renamed("file:///ws/src")).toBe("file:///ws/lib");
  expect(renamed("file:///ws/src/a/b.ts")).toBe("file:///ws/lib/a/b.ts");
  expect(renamed("file:///ws/src2/a.ts")).toBeUndefined();
});
