import * as fc from "fast-check";
import { expect, test } from "vitest";
import { parseIntent } from "../../../src/host/chatView/intentSchema.ts";

const valid = [
  { type: "ready" },
  { type: "send", conversationId: "c", text: "hello", epoch: 0 },
  { type: "draft", conversationId: "c", text: "", epoch: 3 },
  { type: "action", action: "retry", messageId: "1" },
  { type: "sendShown", id: "1", isSent: false },
  { type: "sendProblems", id: "1", isSent: true },
  {
    type: "addMedia",
    conversationId: "c",
    name: "a.ts:1-2",
    bytes: new Uint8Array([1]),
    frames: [],
    shrunkFrom: null,
    source: { id: "s", lines: { start: 1, end: 2 } },
  },
  { type: "openLink", url: "https://example.com" },
];

test("what the view sends parses to itself", () => {
  for (const intent of valid) expect(parseIntent(intent)).toEqual(intent);
});

test("nothing else gets through: random values, unknown types, wrong and added fields", () => {
  fc.assert(
    fc.property(fc.anything({ withNullPrototype: true }), (message) => {
      const intent = parseIntent(message);
      if (intent !== undefined) expect(intent).toEqual(message);
    }),
  );
  fc.assert(
    fc.property(
      fc.constantFrom(...valid),
      fc.string(),
      fc.oneof(fc.integer(), fc.object(), fc.constant(null)),
      (intent, key, value) => {
        expect(parseIntent({ ...intent, [`x${key}`]: value })).toBeUndefined();
      },
    ),
  );
  expect(parseIntent({ type: "action", action: "workbench.action.quit", messageId: null })).toBe(
    undefined,
  );
  expect(parseIntent({ type: "executeCommand", command: "x" })).toBeUndefined();
});
