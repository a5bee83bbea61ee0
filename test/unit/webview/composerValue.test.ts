import * as fc from "fast-check";
import { expect, test } from "vitest";
import { composerValue } from "../../../webview/composerValue.ts";

test("what was typed after sending is kept, what was sent is not", () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), fc.string(), (sent, later) => {
      expect(composerValue({ typed: sent + later, host: "", sent, asked: sent })).toBe(later);
    }),
  );
});

test("what was typed after attachments were sent without a text is kept", () => {
  expect(composerValue({ typed: "And", host: "", sent: "", asked: "" })).toBe("And");
});

test("a text that the host sets replaces what is there", () => {
  expect(composerValue({ typed: "abc", host: "edit me", sent: "", asked: "abc" })).toBe("edit me");
});

test.each([
  ["the question was changed while it left", "Why, then?", "Why?", "Why?", "Why, then?"],
  ["it is being deleted", "Wh", "Why?", "Why?", ""],
  [
    "the host took what came after an earlier question",
    "Why? How? And",
    " How?",
    "Why? How?",
    " And",
  ],
])("the composer's text when %s", (_, typed, sent, asked, kept) => {
  expect(composerValue({ typed, host: "", sent, asked })).toBe(kept);
  expect(composerValue({ typed, host: "Before. ", sent, asked })).toBe(`Before. ${kept}`);
});
