import * as fc from "fast-check";
import { expect, test } from "vitest";
import { composerValue } from "../../../webview/composerValue.ts";

test("what was typed after sending is kept, what was sent is not", () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), fc.string(), (sent, later) => {
      expect(composerValue({ typed: sent + later, host: "", sent })).toBe(later);
    }),
  );
});

test("a text that the host sets replaces what is there", () => {
  expect(composerValue({ typed: "abc", host: "edit me", sent: "" })).toBe("edit me");
});
