import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { ConversationStore } from "../../../src/core/conversationStore.ts";
import type { History } from "../../../src/core/history.ts";
import { DiskStore } from "../../../src/store/diskStore.ts";
import { memoryStore } from "../../memoryStore.ts";
import { ask, openTestStore, temporaryFolder, wordsOnDisk } from "./fixtures.ts";
import { answer, conversation, question } from "./storeValues.ts";

type Store = ConversationStore & History;

async function titles(store: Store): Promise<readonly string[]> {
  const entries = await store.entries("all", 0, 100);
  expect((await store.outline("all")).times).toHaveLength(entries.length);
  return entries.map(({ title }) => title);
}

const stores = {
  "on the disk": () => openTestStore(temporaryFolder()),
  "in memory": () => memoryStore(),
};

describe.each(Object.entries(stores))("%s", (where, open) => {
  test("the list has the latest question first, pinned ones before; removing can be undone", async () => {
    const store = open();
    await ask(store, "a", "Alpha", "1");
    await ask(store, "b", "Beta", "2");
    await store.putMessage("b", { ...question("b-q2", "Later", "b-a"), createdAt: 9_000 });
    await ask(store, "c", "Gamma", "3");
    if (where === "on the disk") expect(await titles(store)).toEqual(["Gamma", "Beta", "Alpha"]);
    await store.pin("a", true);
    expect((await store.outline("all")).pinned).toBe(1);
    expect((await titles(store))[0]).toBe("Alpha");
    await store.rename("b", "Second letter");
    await store.remove(["a", "c"]);
    expect(await titles(store)).toEqual(["Second letter"]);
    expect(await store.load("a")).toBeUndefined();
    await store.restore(["a"]);
    expect(await titles(store)).toEqual(["Alpha", "Second letter"]);
    expect((await store.load("a"))?.messages).toHaveLength(2);
    await store.rename("b", "");
    expect(await titles(store)).toEqual(["Alpha", "Beta"]);
    expect(await store.olderThan(8_000)).toEqual([]);
    expect(await store.olderThan(10_000)).toEqual(["b"]);
  });

  test("an answer that was running when its chat was removed has ended when that is undone", async () => {
    const store = open();
    await ask(store, "a", "Alpha", "1");
    await store.putMessage("a", answer("a-a2", "a-q", { state: "streaming", text: "half" }));
    await store.remove(["a"]);
    await store.restore(["a"]);
    const last = (await store.load("a"))?.messages.at(-1);
    expect(last).toMatchObject({ state: "interrupted", text: "half" });
  });

  test("search finds parts of words, several words, two letters, any script and file names", async () => {
    const store = open();
    await ask(store, "a", "Why is the Borrow checker angry?", "Because of ÄRGER with 借用检查.");
    await ask(store, "b", "Sort a list", "Use toSorted(compareByName), it is stable.");
    await store.putMessage("b", {
      ...question("b-q2", "and this?", "b-a"),
      attachments: [
        { kind: "code", id: "x", path: "src/deep/sorting.ts", languageId: "typescript", text: "" },
      ],
    });
    const found = async (query: string) =>
      (await store.search("all", query, 10)).map(({ entry, messageId }) => [entry.id, messageId]);
    expect(await found("orrow CHECK")).toEqual([["a", null]]);
    expect(await found("ärger")).toEqual([["a", "a-a"]]);
    expect(await found("检查")).toEqual([["a", "a-a"]]);
    expect(await found("byname stable")).toEqual([["b", "b-a"]]);
    expect(await found("sorting.ts")).toEqual([["b", "b-q2"]]);
    expect(await found("(")).toEqual([["b", "b-a"]]);
    expect(await found('"quoted" OR x*')).toEqual([]);
    expect(await found("  ")).toEqual([]);
    expect(await found("byname\0stable")).toEqual([["b", "b-a"]]);
    expect((await store.search("all", "stable", 10))[0]?.excerpt).toContain("it is stable.");
  });
});

test("a workspace shows its own; any conversation can be taken over", async () => {
  const directory = temporaryFolder();
  const here = openTestStore(directory);
  const there = openTestStore(directory, { workspace: "file:///other", folder: "other" });
  await ask(here, "a", "Alpha", "1");
  await ask(there, "b", "Beta", "2");
  expect(await here.entries("here", 0, 10)).toMatchObject([{ id: "a", folder: "project" }]);
  expect(await here.entries("all", 0, 10)).toMatchObject([
    { id: "b", here: false },
    { id: "a", here: true },
  ]);
  expect((await there.latest())?.id).toBe("b");
  await here.attach("b");
  expect(await here.outline("here")).toMatchObject({ times: [2_000, 2_000] });
  expect(await here.search("here", "beta", 5)).toHaveLength(1);
});

test("what a window removed is deleted when it closes", async () => {
  const directory = temporaryFolder();
  const store = openTestStore(directory);
  await ask(store, "a", "Alpha", "1");
  await store.remove(["a"]);
  const other = openTestStore(directory);
  await store.close();
  await other.restore(["a"]);
  expect(await titles(other)).toEqual([]);
});

test("a running answer is found once it has ended, also when its window died", async () => {
  const directory = temporaryFolder();
  const store = openTestStore(directory);
  await store.putMessage("a", question("q", "?"));
  await store.putMessage("a", answer("r", "q", { state: "streaming", text: "half a zebra" }));
  expect(await store.search("all", "zebra", 5)).toEqual([]);
  await store.close();
  const next = openTestStore(directory);
  await next.cleanUp();
  expect(await next.search("all", "zebra", 5)).toMatchObject([{ messageId: "r" }]);
});

test("switched off in a running window, no word is written any more, and the chat goes on; then it can go on again", async () => {
  const directory = temporaryFolder();
  let isOff = false;
  const store = openTestStore(directory, { isOff: () => isOff });
  await ask(store, "a", "Alpha", "1");
  await ask(store, "old", "Older", "2");

  isOff = true;
  expect(store.status).toEqual({ kind: "off" });
  await store.putMessage("a", question("a-q2", "xylophone", "a-a"));
  await ask(store, "b", "quetzalcoatl", "3");
  const media = await store.putMedia(new TextEncoder().encode("marmoset"), { mime: "image/png" });
  const attachments = [{ kind: "image", id: "i", name: "okapi.png", media }] as const;
  await store.putDraft("b", { text: "platypus", attachments });
  await store.rename("old", "platypus");
  await store.pin("old", true);
  await store.rename("b", "marmoset");
  await store.rename("b", "");
  const chat = { ...conversation("kept"), messages: [question("q", "Backed up?")], head: "q" };
  const title = "From a backup";
  const adopted = { conversation: { ...chat, title }, pinned: true, workspace: "w", folder: "far" };
  expect(await store.adopt(adopted)).toBe(true);
  expect((await store.load("a"))?.messages.map(({ id }) => id)).toEqual(["a-q", "a-a", "a-q2"]);
  expect(await titles(store)).toEqual(
    expect.arrayContaining(["Alpha", "quetzalcoatl", "platypus"]),
  );
  await store.remove(["b"]);
  expect(await store.load("b")).toBeUndefined();
  await store.restore(["b"]);
  expect(await store.readMedia(media.sha256)).toBeDefined();
  expect(wordsOnDisk(directory)).toEqual([]);

  isOff = false;
  await ask(store, "c", "Gamma", "4");
  expect(wordsOnDisk(directory)).toEqual([]);
  await store.putMessage("a", answer("a-a2", "a-q2", { text: "5" }));
  expect(wordsOnDisk(directory)).toEqual(["xylophone"]);
  await store.putMessage("b", question("b-q2", "And then?", "b-a"));
  await store.putMessage("old", question("old-q2", "And?", "old-a"));
  await store.putMessage("kept", question("q2", "And?", "q"));
  await store.close();
  const next = openTestStore(directory);
  expect((await next.load("a"))?.messages).toHaveLength(4);
  expect((await next.load("b"))?.messages).toHaveLength(3);
  expect((await next.load("kept"))?.messages).toHaveLength(2);
  const entries = await next.entries("all", 0, 9);
  expect(entries.filter(({ pinned }) => pinned)).toEqual([
    expect.objectContaining({ title, workspace: "w", folder: "far" }),
    expect.objectContaining({ id: "old", title: "platypus" }),
  ]);
  expect(await next.readMedia(media.sha256)).toBeDefined();
});

test("switched off from the start, no file is made, and deleting all still reaches the disk", async () => {
  const directory = temporaryFolder();
  await ask(openTestStore(directory), "a", "xylophone", "1");
  const elsewhere = `${directory}/none`;
  for (const place of [directory, elsewhere]) {
    const store = openTestStore(place, { isOff: () => true });
    await ask(store, "b", "quetzalcoatl", "2");
    expect(await titles(store)).toEqual(["quetzalcoatl"]);
    await store.removeAll();
    await store.close();
  }
  expect(wordsOnDisk(directory)).toEqual([]);
  expect(existsSync(elsewhere)).toBe(false);
});

test("pictures that a draft and no question has are deleted after the window, empty chats after the next start", () => {
  const directory = temporaryFolder();
  const open = () =>
    new DiskStore({ directory, workspace: "", folder: "" }, () => expect.fail("recovered"));
  const store = open();
  const attach = (name: string) => {
    const media = store.putMedia(new TextEncoder().encode(name), { mime: "image/png" });
    return { kind: "image", id: name, name, media } as const;
  };
  const [original, redacted, asked] = [attach("original"), attach("redacted"), attach("asked")];
  const kept = { text: "", attachments: [attach("kept")] };
  const names = [original, redacted, asked, ...kept.attachments].map(({ media }) => media.sha256);
  const onDisk = () => readdirSync(join(directory, "media")).toSorted();
  store.putConversation(conversation("a"));
  store.putDraft("a", { text: "", attachments: [original, asked] });
  const bytes = store.entries("all", 0, 1)[0]?.bytes;
  store.putDraft("a", { text: "", attachments: [redacted, asked] });
  expect(store.entries("all", 0, 1)[0]?.bytes).toBe(bytes);
  store.putMessage("a", { ...question("q", "?"), attachments: [redacted, asked] });
  store.putDraft("a", { text: "", attachments: [], edits: { questionId: "q", kept } });
  store.putConversation(conversation("empty"));
  store.putDraft("empty", { text: "", attachments: [original] });
  store.putDraft("empty", { text: "", attachments: [] });
  const other = open();
  other.changes();
  other.settle();
  // Its window may put back what it took out.
  expect(onDisk()).toEqual(names.toSorted());
  expect(other.load("empty")).toBeUndefined();
  store.putConversation(conversation("empty"));
  other.settle();
  expect(other.load("empty")).toBeDefined();
  store.close();
  other.settle();
  expect(onDisk()).toEqual(names.slice(1).toSorted());
  other.close();
});
