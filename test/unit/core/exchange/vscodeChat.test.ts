import { expect, test } from "vitest";
import { importChat } from "../../../../src/core/exchange/importChat.ts";

test("every form that VS Code gives a reference or Markdown in an answer has its words", () => {
  const uri = { $mid: 1, path: "/a/main.ts", scheme: "file" };
  const range = { startLineNumber: 2, startColumn: 1, endLineNumber: 3, endColumn: 1 };
  const response = [
    { value: "The address " },
    { kind: "inlineReference", inlineReference: uri },
    { value: ", the place " },
    { kind: "inlineReference", inlineReference: { uri, range } },
    { value: ", the symbol " },
    { kind: "inlineReference", inlineReference: { name: "greet", location: { uri, range } } },
    { kind: "markdownContent", content: { value: ", Markdown" } },
    { kind: "markdownVuln", content: { value: " and code.", isTrusted: false } },
  ];
  const json = JSON.stringify({ requests: [{ message: "Where?", response }] });
  expect(importChat(json)?.conversation.messages[1]?.text).toBe(
    "The address `main.ts`, the place `main.ts`, the symbol `greet`, Markdown and code.",
  );
});
