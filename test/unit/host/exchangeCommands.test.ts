import { expect, test, vi } from "vitest";
import { pickAndImportChat } from "../../../src/host/exchangeCommands.ts";
import { emptyChats } from "../../emptyChats.ts";
import { memoryStore } from "../../memoryStore.ts";

const file = vi.hoisted(() => ({ content: "" }));
vi.mock("vscode", () => ({
  l10n: { t: (text: string) => text },
  window: { showOpenDialog: async () => [{}] },
  workspace: {
    fs: {
      stat: async () => ({ size: file.content.length }),
      readFile: async () => new TextEncoder().encode(file.content),
    },
  },
}));

const openAi = [
  { role: "user", content: "Why?" },
  { role: "assistant", content: "Because." },
];
const vsCode = { requests: [{ message: "Why?", response: [{ value: "Because." }] }] };

test.each([
  ["an OpenAI-style request", openAi],
  ["VS Code without its time", vsCode],
])("a chat of %s is as old as its import, not the oldest of all", async (_name, value) => {
  file.content = JSON.stringify(value);
  const store = memoryStore();
  const before = Date.now();
  const chat = await pickAndImportChat(emptyChats(undefined, store), store);
  expect(await store.entries("all", 0, 9)).toHaveLength(1);
  expect(await store.olderThan(before)).toEqual([]);
  for (const { createdAt } of chat?.conversation.messages ?? [])
    expect(createdAt).toBeGreaterThanOrEqual(before);
});
