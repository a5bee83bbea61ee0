import { expect, test } from "vitest";
import type { Chats } from "../../../src/host/chats.ts";
import { emptyChats } from "../../emptyChats.ts";

function createMany(chats: Chats): void {
  for (let i = 0; i < 20; i++) chats.create();
}

test("a chat that is shown stays the only one of its conversation, however many are opened beside it", () => {
  const chats = emptyChats();
  const shown = chats.create();
  const stop = shown.onChange(() => {});
  createMany(chats);
  expect(chats.find(shown.conversation.id)).toBe(shown);
  stop();
  createMany(chats);
  expect(chats.find(shown.conversation.id)).toBeUndefined();
});

test("those that were opened last stay", async () => {
  const chats = emptyChats();
  const first = chats.create();
  const others = Array.from({ length: 8 }, () => chats.create());
  expect(await chats.open(first.conversation.id)).toBe(first);
  for (let i = 0; i < 5; i++) chats.create();
  expect(chats.find(first.conversation.id)).toBe(first);
  expect(chats.find(others[0]?.conversation.id ?? "")).toBeUndefined();
});
