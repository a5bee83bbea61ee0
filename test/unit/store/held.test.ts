import { mkdirSync, renameSync, rmdirSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { expect, test, vi } from "vitest";
import { filledFolder, openTestStore } from "./fixtures.ts";
import { answer, conversation, question } from "./storeValues.ts";

/* What a window holds in memory while the disk can't be read or written, and what becomes of it. */

const options = { onFault: () => undefined, retryInterval: 50 };

/** Puts something in the file's place that can neither be read nor written; returns what undoes that. */
function unreadable(file: string): () => void {
  renameSync(file, `${file}.aside`);
  mkdirSync(file);
  return () => {
    rmdirSync(file);
    renameSync(`${file}.aside`, file);
  };
}

/** What a newer version wrote is read only; returns what undoes that. */
function unwritable(file: string): () => void {
  const other = new DatabaseSync(file);
  const { user_version: version } = other.prepare("PRAGMA user_version").get() ?? {};
  other.exec("PRAGMA user_version = 99");
  return () => {
    other.exec(`PRAGMA user_version = ${Number(version)}`);
    other.close();
  };
}

test("what can't be read is not gone: what was said meanwhile joins it as soon as it can", async () => {
  const { directory, file } = filledFolder();
  const store = openTestStore(directory, options);
  const bringBack = unreadable(file);
  await expect(store.load("c1")).rejects.toThrow();
  await store.putDraft("c1", { text: "half", attachments: [] });
  await store.putMessage("c1", question("q1", "Changed?"));
  await store.putMessage("c1", question("later", "And now?", "a59"));
  await expect(store.load("c1")).rejects.toThrow();
  await store.putConversation(conversation("new"));
  await store.putMessage("new", question("first", "New?"));
  expect((await store.load("new"))?.messages).toHaveLength(1);

  bringBack();
  await vi.waitFor(() => expect(store.status).toEqual({ kind: "saved" }), { timeout: 20_000 });
  const next = openTestStore(directory);
  const joined = await next.load("c1");
  const { model, parameters, systemPrompt } = conversation();
  expect(joined).toMatchObject({ model, parameters, systemPrompt, head: "later" });
  expect(joined?.draft.text).toBe("half");
  expect(joined?.messages).toHaveLength(121);
  expect(joined?.messages[2]).toMatchObject({ id: "q1", text: "Changed?" });
  expect((await next.load("new"))?.messages).toHaveLength(1);
});

test("names, pins and moves that the disk could not take are shown, and written when it can", async () => {
  const { directory, file } = filledFolder();
  const store = openTestStore(directory, options);
  expect(await store.entries("here", 0, 9)).toEqual([]);
  await store.putConversation(conversation("new"));
  await store.putMessage("new", question("q", "New?"));
  const bringBack = unwritable(file);
  await store.putMessage("new", question("q2", "And?", "q"));
  expect(store.status.kind).toBe("in-memory");
  for (const id of ["c1", "new"]) {
    await store.rename(id, "First");
    await store.rename(id, `Named ${id}`);
    await store.pin(id, true);
    await store.attach(id);
  }
  const marked = ["c1", "new"].map((id) => ({
    id,
    title: `Named ${id}`,
    pinned: true,
    here: true,
  }));
  const listed = async (window: typeof store) =>
    (await window.entries("here", 0, 9)).toSorted((a, b) => a.id.localeCompare(b.id));
  expect(await listed(store)).toMatchObject(marked);
  expect(await store.load("c1")).toMatchObject({ title: "Named c1" });
  expect(await store.olderThan(Number.MAX_SAFE_INTEGER)).toEqual([]);
  bringBack();
  await vi.waitFor(() => expect(store.status).toEqual({ kind: "saved" }), { timeout: 20_000 });
  for (const window of [store, openTestStore(directory)])
    expect(await listed(window)).toMatchObject(marked);
});

test("what was removed while nothing could be written stays removed, until that is undone", async () => {
  const { directory, file } = filledFolder();
  const store = openTestStore(directory, options);
  const bringBack = unreadable(file);
  for (const id of ["new", "undone"]) {
    await store.putConversation(conversation(id));
    await store.putMessage(id, question("q", `${id}?`));
  }
  await store.remove(["c1", "new", "undone"]);
  expect(await store.load("c1")).toBeUndefined();
  bringBack();
  await vi.waitFor(() => expect(store.status).toEqual({ kind: "saved" }), { timeout: 20_000 });
  for (const window of [store, openTestStore(directory)])
    expect(await window.entries("all", 0, 9)).toEqual([]);
  await store.restore(["undone"]);
  await store.close();
  expect(await openTestStore(directory).entries("all", 0, 9)).toMatchObject([{ id: "undone" }]);
});

test("an earlier write that failed never comes over a later one that did not", async () => {
  const { directory, file } = filledFolder();
  const other = new DatabaseSync(file);
  other.exec("BEGIN IMMEDIATE");
  // The first one has waited in vain; the others wait behind it.
  const onFault = () => other.close();
  const store = openTestStore(directory, { retryInterval: 50, onFault });
  await Promise.all([
    store.putMessage("c1", answer("late", "q59", { state: "streaming", text: "half" })),
    store.putMessage("c1", answer("late", "q59", { text: "half, and the rest" })),
  ]);
  await vi.waitFor(() => expect(store.status).toEqual({ kind: "saved" }), { timeout: 10_000 });
  for (const window of [store, openTestStore(directory)])
    expect((await window.load("c1"))?.messages.at(-1)).toMatchObject({
      state: "complete",
      text: "half, and the rest",
    });
});

test("a whole chat that the disk could not take is held, and written as a whole", async () => {
  const { directory, file } = filledFolder();
  const store = openTestStore(directory, options);
  const bringBack = unreadable(file);
  const messages = [question("q", "Why?"), answer("a", "q", { text: "Because." })];
  const whole = { ...conversation("new"), messages, head: "a" };
  await store.putAll(whole);
  expect(await store.load("new")).toEqual(whole);
  bringBack();
  await vi.waitFor(() => expect(store.status).toEqual({ kind: "saved" }), { timeout: 20_000 });
  expect(await openTestStore(directory).load("new")).toEqual(whole);
});

test("what a window holds never comes over what another one wrote meanwhile", async () => {
  const { directory } = filledFolder();
  let isOff = false;
  const here = openTestStore(directory, { isOff: () => isOff });
  const there = openTestStore(directory);
  const half = answer("late", "q59", { state: "streaming", text: "half" });
  await there.putMessage("c1", half);
  await here.load("c1");
  isOff = true;
  await here.putDraft("c1", { text: "typed here", attachments: [] });
  await here.putMessage("c1", question("q1", "Dropped?"));
  await there.putMessage("c1", { ...half, state: "complete", text: "half, and the rest" });
  await there.putMessage("c1", question("next", "And now?", "late"));
  await there.putConversation({ ...conversation(), model: "other", head: "next" });
  const heard = new Promise((resolve) => {
    here.onChange(
      (ids) => void here.load("c1").then((now) => now?.head === "next" && resolve(ids)),
    );
  });
  isOff = false;
  await here.putDraft("c1", { text: "typed on", attachments: [] });
  expect(await heard).toEqual(["c1"]);
  const { messages = [], ...loaded } = (await there.load("c1")) ?? {};
  expect(loaded).toMatchObject({ model: "other", head: "next", draft: { text: "typed on" } });
  expect(messages.at(-2)).toMatchObject({ state: "complete", text: "half, and the rest" });
  expect(messages.find(({ id }) => id === "q1")?.text).toBe("Dropped?");
});

test("what the disk has lost since is written again with what changed", async () => {
  const { directory, file } = filledFolder();
  let isOff = false;
  const store = openTestStore(directory, { isOff: () => isOff });
  const before = await store.load("c1");
  isOff = true;
  await store.putDraft("c1", { text: "typed here", attachments: [] });
  const other = new DatabaseSync(file, { timeout: 5_000 });
  other.exec("DELETE FROM message WHERE conversation = 'c1' AND id IN ('q3', 'q59')");
  other.close();
  isOff = false;
  await store.putDraft("c1", { text: "typed on", attachments: [] });
  await vi.waitFor(async () =>
    expect((await openTestStore(directory).load("c1"))?.draft.text).toBe("typed on"),
  );
  const { messages = [], head } = (await openTestStore(directory).load("c1")) ?? {};
  expect(messages.map(({ id }) => id).toSorted()).toEqual(
    before?.messages.map(({ id }) => id).toSorted(),
  );
  expect(head).toBe(before?.head);
});
