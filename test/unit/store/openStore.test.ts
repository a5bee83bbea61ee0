import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { path } from "../../../src/core/conversation.ts";
import { DiskStore } from "../../../src/store/diskStore.ts";
import { openTestStore, place, temporaryFolder } from "./fixtures.ts";
import { answer, conversation, question } from "./storeValues.ts";

test("a conversation comes back as it was put", async () => {
  const directory = temporaryFolder();
  const store = openTestStore(directory);
  const first = question("q1", "What is a monad?\nBriefly.");
  const reply = answer("a1", "q1", {
    text: "A monoid…",
    reasoning: "Hm.",
    facts: { totalMs: 12, usage: { promptTokens: 3 } },
    state: "cut-off",
    cutOff: "length",
  });
  await store.putConversation(conversation());
  await store.putMessage("c1", first);
  await store.putMessage("c1", reply);
  await store.putDraft("c1", { text: "And a functor?", attachments: [] });
  await store.close();

  const loaded = await openTestStore(directory).latest();
  expect(loaded).toEqual({
    ...conversation(),
    messages: [first, reply],
    head: "a1",
    draft: { text: "And a functor?", attachments: [] },
  });
});

test("a retried answer is a sibling; the head says which one is shown", async () => {
  const directory = temporaryFolder();
  const store = openTestStore(directory);
  await store.putConversation(conversation());
  await store.putMessage("c1", question("q1", "?"));
  await store.putMessage("c1", answer("a1", "q1", { text: "one" }));
  await store.putMessage("c1", answer("a2", "q1", { text: "two" }));
  const both = await store.load("c1");
  expect(both && path(both).map(({ text }) => text)).toEqual(["?", "two"]);
  if (both) await store.putConversation({ ...both, head: "a1" });
  const first = await store.load("c1");
  expect(first && path(first).map(({ text }) => text)).toEqual(["?", "one"]);
});

test("a head that was never written hides nothing", async () => {
  const store = openTestStore(temporaryFolder());
  await store.putMessage("c1", question("q1", "?"));
  await store.putMessage("c1", answer("a1", "q1", { text: "one" }));
  await store.putConversation({ ...conversation(), head: "a2" });
  const loaded = await store.load("c1");
  expect(loaded && path(loaded).map(({ text }) => text)).toEqual(["?", "one"]);
});

test("reading makes no file", async () => {
  const directory = `${temporaryFolder()}/storage`;
  const store = openTestStore(directory);
  expect(await store.latest()).toBeUndefined();
  expect(await store.load("c1")).toBeUndefined();
  expect(store.status).toEqual({ kind: "saved" });
  expect(existsSync(directory)).toBe(false);
});

test("an answer of a live window keeps its state; of a window that is gone, it is interrupted", async () => {
  const directory = temporaryFolder();
  const running = openTestStore(directory);
  const other = openTestStore(directory);
  await running.putConversation(conversation());
  await running.putMessage("c1", question("q1", "?"));
  await running.putMessage("c1", answer("a1", "q1", { state: "streaming", text: "so f" }));
  expect((await other.load("c1"))?.messages.at(-1)).toMatchObject({ state: "streaming" });
  await running.close();
  expect((await other.load("c1"))?.messages.at(-1)).toMatchObject({
    state: "interrupted",
    text: "so f",
  });
});

test("an answer that goes on in a closed window stays interrupted, and others hear of that", async () => {
  const directory = temporaryFolder();
  const running = openTestStore(directory);
  const other = openTestStore(directory);
  const half = answer("a1", "q1", { state: "streaming", text: "so f" });
  await running.putMessage("c1", question("q1", "?"));
  await running.putMessage("c1", half);
  await other.load("c1");
  const heard = new Promise((resolve) => other.onChange(resolve));
  const closed = running.close();
  await running.putMessage("c1", { ...half, text: "so far" });
  await closed;
  await running.putMessage("c1", { ...half, text: "so far, so good" });
  expect(running.status).toEqual({ kind: "saved" });
  expect(await heard).toEqual(["c1"]);
  expect(await other.load("c1")).toMatchObject({ messages: [{}, { state: "interrupted" }] });
  expect(await other.search("all", "so f", 1)).toHaveLength(1);
});

test("that a window died is news for all that may show its answers", () => {
  const directory = temporaryFolder();
  const open = () => new DiskStore({ directory, ...place }, () => undefined);
  const [dying, settling, watching] = [open(), open(), open()];
  dying.putMessage("c1", question("q1", "?"));
  dying.putMessage("c1", answer("a1", "q1", { state: "streaming" }));
  for (const window of [settling, watching]) window.changes();
  settling.settleWindows();
  expect(settling.changes()).toBeUndefined();
  rmSync(join(directory, "windows"), { recursive: true });
  settling.settleWindows();
  for (const window of [settling, watching])
    expect(window.changes()).toEqual({ ids: ["c1"], gone: [] });
  for (const window of [dying, settling, watching]) window.close();
});

test("the attempt that an answer waits for is not kept: nobody makes it after a reload", async () => {
  const directory = temporaryFolder();
  const store = openTestStore(directory);
  const retrying = { attempt: 2, at: 9, failure: { kind: "server", message: "" } } as const;
  await store.putMessage("c1", question("q1", "?"));
  await store.putMessage("c1", answer("a1", "q1", { state: "waiting", retrying }));
  const file = new DatabaseSync(join(directory, "conversations.db"));
  const stored = file.prepare("SELECT extra FROM message WHERE id = 'a1'").get();
  expect(stored?.["extra"]).not.toContain("retrying");
  // Earlier versions kept it.
  file.exec(`UPDATE message SET extra = '${JSON.stringify({ retrying })}' WHERE id = 'a1'`);
  file.close();
  expect((await store.load("c1"))?.messages.at(-1)).not.toHaveProperty("retrying");
});

test("each window hears of the other's changes", async () => {
  const directory = temporaryFolder();
  const here = openTestStore(directory);
  const there = openTestStore(directory);
  await here.putConversation(conversation());
  await there.load("c1");
  const heard = new Promise((resolve) => there.onChange(resolve));
  await here.putMessage("c1", question("q1", "?"));
  expect(await heard).toEqual(["c1"]);
});

test("media are kept once, by content", async () => {
  const directory = temporaryFolder();
  const store = openTestStore(directory);
  const bytes = new TextEncoder().encode("not really a picture");
  const facts = { mime: "image/png", width: 3, height: 2 };
  const ref = await store.putMedia(bytes, facts);
  expect(ref).toEqual({ ...facts, size: 20, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
  expect(await store.putMedia(bytes, facts)).toEqual(ref);
  expect(await store.readMedia(ref.sha256)).toEqual(bytes);
  expect(await store.readMedia("0".repeat(64))).toBeUndefined();
});
