import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Conversation } from "../../../src/core/conversation.ts";
import { exportJson, exportMarkdown } from "../../../src/core/exportChat.ts";
import { importChat } from "../../../src/core/importChat.ts";

function chat(text: string): Conversation {
  const common = { createdAt: 5, text };
  return {
    id: "c",
    title: "Words",
    createdAt: 4,
    model: "m",
    parameters: {},
    systemPrompt: text,
    head: "a2",
    draft: { text: "secret draft", attachments: [] },
    messages: [
      {
        ...common,
        role: "user",
        id: "q",
        parent: null,
        attachments: [{ kind: "code", id: "x", path: "a/b.ts", languageId: "ts", text }],
      },
      {
        ...common,
        role: "assistant",
        id: "a1",
        parent: "q",
        model: "m",
        state: "complete",
        reasoning: text,
      },
      {
        ...common,
        role: "assistant",
        id: "a2",
        parent: "q",
        model: "m",
        state: "stopped",
        reasoning: "",
      },
    ],
  };
}

function broken(messages: unknown): string {
  const conversation = { head: null, messages };
  return JSON.stringify({ format: "eigen-chat", version: 1, conversation, media: {} });
}

test("what is exported as JSON comes back, every branch and character of it; the draft stays here", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const json = exportJson(chat(text), {});
      expect(json).not.toContain("secret draft");
      const back = importChat(json);
      const { title, messages, head, createdAt, model, systemPrompt } = chat(text);
      expect(back).toEqual({
        title,
        messages,
        head,
        fields: { createdAt, model, systemPrompt },
        media: {},
      });
    }),
  );
});

test("the messages of an OpenAI-style request become a chat", () => {
  const messages = [
    { role: "system", content: "Be brief." },
    { role: "user", content: "Hello?" },
    { role: "assistant", content: "Hello." },
  ];
  for (const value of [messages, { model: "x", messages }]) {
    const imported = importChat(JSON.stringify(value));
    expect(imported?.fields).toEqual({ systemPrompt: "Be brief." });
    expect(imported?.messages.map(({ role, text }) => [role, text])).toEqual([
      ["user", "Hello?"],
      ["assistant", "Hello."],
    ]);
  }
});

test("anything else is refused, circles and doubled ids too", () => {
  const { messages } = chat("?");
  expect(importChat(broken(messages))).toBeDefined();
  expect(importChat(broken([...messages, ...messages]))).toBeUndefined();
  const [first, ...others] = messages;
  expect(importChat(broken([{ ...first, parent: "a2" }, ...others]))).toBeUndefined();
  expect(importChat("{")).toBeUndefined();
  fc.assert(fc.property(fc.jsonValue(), (value) => void importChat(JSON.stringify(value))));
});

test("Markdown shows the branch that is shown, with fences longer than any inside", () => {
  const markdown = exportMarkdown(chat("one ````four```` two"), (id) => id.toUpperCase());
  expect(markdown.match(/^## .*$/gm)).toEqual(["## You", "## M"]);
  expect(markdown).toContain("\n`````ts\none ````four```` two\n`````\n");
});
