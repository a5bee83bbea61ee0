import * as fc from "fast-check";
import { expect, test } from "vitest";
import { emptyDraft } from "../../../../src/core/draft.ts";
import {
  backupChat,
  backupHeader,
  readLine,
  writeLine,
} from "../../../../src/core/exchange/backup.ts";
import type { SavedConversation } from "../../../../src/core/exchange/chatFormat.ts";
import { exportJson, exportMarkdown, saved } from "../../../../src/core/exchange/exportChat.ts";
import { importChat } from "../../../../src/core/exchange/importChat.ts";
import { answer, question } from "../../store/storeValues.ts";
import { anyConversation } from "./anyConversation.ts";

const chat: SavedConversation = {
  id: "c",
  createdAt: 4,
  model: "m",
  parameters: {},
  systemPrompt: "",
  head: "a2",
  messages: [
    question("q", "Why?"),
    answer("a1", "q", { model: "m", text: "one" }),
    answer("a2", "q", { model: "m", text: "two" }),
  ],
};
const draft = { text: "secret draft", attachments: [], queue: [] };

function file(conversation: unknown): string {
  return JSON.stringify({ format: "eigen-chat", version: 1, conversation, media: {} });
}

function texts(json: string): readonly (readonly string[])[] | undefined {
  return importChat(json)?.conversation.messages.map(({ role, text }) => [role, text]);
}

test("what is exported as JSON comes back, every field, branch and character, but no receipt and no place of code; the draft stays here", () => {
  fc.assert(
    fc.property(anyConversation, (conversation) => {
      const media = { ["0".repeat(64)]: "AAAA" };
      const json = exportJson({ ...conversation, draft }, media);
      expect(json).not.toContain("secret draft");
      const kept = JSON.stringify(conversation, (key, value: unknown) =>
        key === "receipt" || key === "uri" ? undefined : value,
      );
      expect(importChat(json)).toEqual({ conversation: JSON.parse(kept), media });
    }),
  );
});

test("a line of a backup comes back as it was", () => {
  fc.assert(
    fc.property(anyConversation, fc.boolean(), (conversation, pinned) => {
      const place = { workspace: "file:///a", folder: "a" };
      const facts = { id: "c", title: "", model: "", here: true, time: 0, bytes: 0 };
      const line = writeLine(backupChat(conversation, { ...facts, ...place, pinned }));
      expect(line.indexOf("\n")).toBe(line.length - 1);
      expect(readLine(line)).toEqual({ type: "chat", conversation, pinned, ...place });
    }),
  );
  expect(readLine(writeLine(backupHeader))).toEqual(backupHeader);
});

test("an answer that was running, or waited, is interrupted where it is imported", () => {
  const retrying = { attempt: 2, at: 9, failure: { kind: "server", message: "" } } as const;
  const running = answer("a1", "q", { state: "waiting", retrying });
  const conversation = { ...chat, messages: [question("q", "?"), running], head: "a1" };
  const json = exportJson({ ...conversation, draft: emptyDraft }, {});
  expect(importChat(json)?.conversation.messages[1]).toEqual({
    ...saved({ ...conversation, draft: emptyDraft }).messages[1],
    state: "interrupted",
  });
});

test("the messages of an OpenAI-style request become a chat", () => {
  const picture = { type: "image_url", image_url: {} };
  const messages = [
    { role: "system", content: "Be brief." },
    { role: "user", content: [{ type: "text", text: "Hello?" }, picture] },
    { role: "assistant", content: null, tool_calls: [{ id: "1" }] },
    { role: "tool", tool_call_id: "1", content: "42" },
    { role: "assistant", content: "Hello.", reasoning_content: "Hm." },
  ];
  for (const value of [messages, { model: "x", messages, temperature: 1 }]) {
    const json = JSON.stringify(value);
    expect(importChat(json)?.conversation).toMatchObject({ systemPrompt: "Be brief.", head: "m1" });
    expect(texts(json)).toEqual([
      ["user", "Hello?\n\n[image]"],
      ["assistant", "Hello."],
    ]);
  }
});

test("what an assistant says before and after its tools is one answer", () => {
  const messages = [
    { role: "user", content: "How warm is it?" },
    { role: "assistant", content: "Let me look", reasoning_content: "A tool.", tool_calls: [{}] },
    { role: "tool", content: "22" },
    { role: "assistant", content: "It is 22 °C" },
    { role: "user", content: "And now?" },
  ];
  expect(importChat(JSON.stringify(messages))?.conversation).toMatchObject({
    head: "m2",
    messages: [
      { id: "m0", text: "How warm is it?" },
      { id: "m1", parent: "m0", text: "Let me look\n\nIt is 22 °C", reasoning: "A tool." },
      { id: "m2", parent: "m1", text: "And now?" },
    ],
  });
});

test("an export of VS Code's own chat becomes a chat", () => {
  const json = JSON.stringify({
    responderUsername: "GitHub Copilot",
    initialLocation: "panel",
    requests: [
      {
        requestId: "1",
        message: { text: "Where is it?", parts: [] },
        response: [
          { kind: "thinking", value: "Let me look.", id: "t" },
          { kind: "toolInvocationSerialized", invocationMessage: "Searching" },
          { value: "It is in ", supportHtml: false },
          { kind: "inlineReference", inlineReference: { $mid: 1, path: "/a/main.ts" } },
          { value: ".", baseUri: {} },
          { kind: "textEditGroup", uri: {}, edits: [] },
          null,
        ],
        modelId: "copilot/gpt-4.1",
        timestamp: 1_700_000_000_000,
      },
      { requestId: "2", message: "And now?", response: [{ value: "No" }], isCanceled: true },
    ],
  });
  const conversation = importChat(json)?.conversation;
  expect(conversation?.createdAt).toBe(1_700_000_000_000);
  expect(conversation?.messages).toMatchObject([
    { text: "Where is it?" },
    { text: "It is in `main.ts`.", reasoning: "Let me look.", model: "gpt-4.1", state: "complete" },
    { text: "And now?" },
    { text: "No", state: "stopped" },
  ]);
});

test("anything else is refused: circles, doubled ids, a head that is not there, endless texts", () => {
  const { messages } = chat;
  const [first, ...others] = messages;
  expect(importChat(file(chat))).toBeDefined();
  for (const bad of [
    { ...chat, messages: [...messages, ...messages] },
    { ...chat, messages: [{ ...first, parent: "a2" }, ...others] },
    { ...chat, head: "elsewhere" },
    { ...chat, messages: [{ ...first, text: "x".repeat(20_000_001) }] },
  ])
    expect(importChat(file(bad))).toBeUndefined();
  expect(importChat("{")).toBeUndefined();
  fc.assert(fc.property(fc.jsonValue(), (value) => void importChat(JSON.stringify(value))));
});

test("fields that are none of ours, and parameters that may not be sent, are left out", () => {
  const parameters = { temperature: 99, top_p: 0.5, exec: "rm" };
  const json = file({ ...chat, parameters, evil: 1 });
  expect(importChat(json)?.conversation).toEqual({ ...chat, parameters: { top_p: 0.5 } });
});

test("Markdown shows the branch that is shown, with fences longer than any inside and pictures beside it", () => {
  const text = "one ````four```` two";
  const sha256 = "0".repeat(64);
  const code = { kind: "code", id: "x", path: "a/b.ts", languageId: "ts", text } as const;
  const media = { sha256, mime: "image/png", size: 1 };
  const picture = { kind: "image", id: "y", name: "a [x].png", media } as const;
  const asked = { ...question("q", "Why?"), attachments: [code, picture] };
  const conversation = { ...chat, messages: [asked, ...chat.messages.slice(1)], draft };
  const markdown = exportMarkdown(
    conversation,
    (id) => id.toUpperCase(),
    (hash) => (hash === sha256 ? "chat-media/1.png" : undefined),
  );
  expect(markdown.match(/^## .*$/gm)).toEqual(["## You", "## M"]);
  expect(markdown).toContain("\n`````ts\none ````four```` two\n`````\n");
  expect(markdown).toContain(String.raw`![a \[x\].png](<chat-media/1.png>)`);
});
