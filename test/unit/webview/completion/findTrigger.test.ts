import * as fc from "fast-check";
import { expect, test } from "vitest";
import { findTrigger } from "../../../../webview/completion/findTrigger.ts";

test.each([
  ["/", { trigger: "/", query: "", start: 0 }],
  ["/expl", { trigger: "/", query: "expl", start: 0 }],
  ["why @src/gre", { trigger: "@", query: "src/gre", start: 4 }],
  ["see\n#main", { trigger: "#", query: "main", start: 4 }],
  ["say /explain", undefined],
  ["/explain it", undefined],
  ["me@example.org", undefined],
  ["in C#", undefined],
  ["# A heading", undefined],
  ["@greet.ts says", undefined],
])("%j completes %j", (text, found) => {
  expect(findTrigger(text, text.length)).toEqual(found);
});

test("no word that is longer than any name is completed", () => {
  for (const trigger of ["/", "@", "#"]) {
    expect(findTrigger(trigger + "a".repeat(1000), 1001)?.query).toHaveLength(1000);
    expect(findTrigger(trigger + "a".repeat(1001), 1002)).toBeUndefined();
  }
});

test("a query reaches from its trigger to the caret, whatever stands around it", () => {
  fc.assert(
    fc.property(
      fc.string(),
      fc.string(),
      fc.stringMatching(/^[^\s@#]*$/),
      (before, after, query) => {
        const text = `${before} @${query}${after}`;
        const caret = before.length + 2 + query.length;
        expect(findTrigger(text, caret)).toEqual({ trigger: "@", query, start: before.length + 1 });
      },
    ),
  );
});
