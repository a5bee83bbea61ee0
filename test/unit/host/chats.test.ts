import { expect, test, vi } from "vitest";
import type { ChatDefaults, Chats } from "../../../src/host/chats.ts";
import { emptyChats } from "../../emptyChats.ts";
import { memoryStore } from "../../memoryStore.ts";

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

test("a chat without a word follows the defaults, but for what was set in it", async () => {
  let defaults: ChatDefaults = { model: "a", parameters: { top_k: 5 }, systemPrompt: "Old." };
  const chats = emptyChats(() => defaults);
  const [empty, changed, asked] = [chats.create(), chats.create(), chats.create()];
  changed.update({ model: "mine", parameters: { top_k: 6 } });
  await asked.ask("Hi", []);
  defaults = { model: "b", parameters: { top_p: 0.5 }, systemPrompt: "New." };
  chats.defaultsChanged();
  expect(empty.conversation).toMatchObject(defaults);
  expect(empty.conversation.parameters).toEqual({ top_p: 0.5 });
  expect(changed.conversation).toMatchObject({ model: "mine", systemPrompt: "New." });
  expect(changed.conversation.parameters).toEqual({ top_k: 6 });
  expect(asked.conversation).toMatchObject({ model: "a", systemPrompt: "Old." });
  defaults = { ...defaults, parameters: {} };
  chats.defaultsChanged();
  expect(empty.conversation.parameters).toEqual({});
});

test("a fork is put at once: a window that closes meanwhile leaves no part of it", async () => {
  const store = memoryStore();
  const chats = emptyChats(undefined, store);
  const chat = chats.create();
  await chat.ask("Why?", []);
  await chat.ask("And?", []);
  const putMessage = vi.spyOn(store, "putMessage");
  const { conversation } = await chats.fork(chat.conversation, chat.conversation.head ?? "");
  expect(putMessage).not.toHaveBeenCalled();
  const { id, createdAt } = conversation;
  expect(id).not.toBe(chat.conversation.id);
  expect(conversation).toEqual({ ...chat.conversation, id, createdAt });
});

test("what was read of a chat before it changed here is read again; what can't be read ends no chat", async () => {
  const store = memoryStore();
  const chats = emptyChats(undefined, store);
  const chat = chats.create();
  const { id } = chat.conversation;
  await chat.ask("Hi", []);
  const read = Promise.withResolvers<void>();
  const load = vi.spyOn(store, "load").mockImplementationOnce(async () => {
    const { conversation } = chat;
    await read.promise;
    return conversation;
  });
  const takenOver = chats.takeOver([id]);
  await vi.waitFor(() => expect(load).toHaveBeenCalled());
  chat.update({ model: "newer" });
  read.resolve();
  expect(await takenOver).toEqual([]);
  expect(chat.conversation.model).toBe("newer");

  load.mockRejectedValueOnce(new Error("locked"));
  expect(await chats.takeOver([id])).toEqual([]);
  expect(chats.find(id)).toBe(chat);
  await store.remove([id]);
  expect(await chats.takeOver([id])).toEqual([chat]);
});

test("a chat that is gone when its answer has ended still ends where it is shown", async () => {
  const store = memoryStore();
  const chats = emptyChats(undefined, store);
  const chat = chats.create();
  const { id } = chat.conversation;
  const load = vi.spyOn(store, "load");
  const asked = chat.ask("Hi", []);
  chat.takeOver(chat.conversation);
  await store.remove([id]);
  await asked;
  await vi.waitFor(() => expect(load).toHaveBeenCalled());
  await load.mock.results[0]?.value;
  await chat.committed;
  expect(chats.find(id)).toBe(chat);
  expect(await chats.takeOver([id])).toEqual([chat]);
});
