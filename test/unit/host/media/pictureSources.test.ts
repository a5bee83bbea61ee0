import { expect, test } from "vitest";
import type { CodeAttachment } from "../../../../src/core/attachment.ts";
import { PictureSources } from "../../../../src/host/media/pictureSources.ts";

const problem = (line: number) => ({ severity: "error", line, message: `on ${line}` }) as const;
const code: CodeAttachment = {
  kind: "code",
  id: "c",
  path: "a.ts",
  languageId: "typescript",
  lines: { start: 10, end: 13 },
  text: "ten\neleven\ntwelve\nthirteen",
  problems: [problem(10), problem(12)],
};

test("a page shows its own lines and their problems", () => {
  const sources = new PictureSources();
  const id = sources.keep({ code, isSent: true });
  expect(sources.find({ id, lines: null })).toEqual({ code, isSent: true });
  expect(sources.find({ id, lines: { start: 12, end: 13 } })).toEqual({
    code: {
      ...code,
      lines: { start: 12, end: 13 },
      text: "twelve\nthirteen",
      problems: [problem(12)],
    },
    isSent: true,
  });
});

test("the view can claim no other source, and no lines beyond it", () => {
  const sources = new PictureSources();
  const id = sources.keep({ code, isSent: true });
  expect(sources.find({ id: "made up", lines: null })).toBeUndefined();
  expect(sources.find({ id, lines: { start: 1, end: 99 } })?.code.lines).toEqual(code.lines);
  expect(sources.find({ id, lines: { start: 40, end: 99 } })).toBeUndefined();
});
