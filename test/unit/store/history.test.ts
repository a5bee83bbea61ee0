import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { ConversationStore } from "../../../src/core/conversationStore.ts";
import type { History } from "../../../src/core/history.ts";
import { memoryStore } from "../../../src/store/memoryStore.ts";
import { openTestStore, temporaryFolder } from "./fixtures.ts";
import { answer, conversation, question } from "./storeValues.ts";

type Store = ConversationStore & History;

async function ask(store: Store, id: string, text: string, reply: string): Promise<void> {
  await store.putConversation(conversation(id));
  await store.putMessage(id, question(`${id}-q`, text));
  await store.putMessage(id, answer(`${id}-a`, `${id}-q`, { text: reply }));
}

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
    await store.restore(["a"]);
    expect(await titles(store)).toEqual(["Alpha", "Second letter"]);
    await store.rename("b", "");
    expect(await titles(store)).toEqual(["Alpha", "Beta"]);
    expect(await store.olderThan(8_000)).toEqual([]);
    expect(await store.olderThan(10_000)).toEqual(["b"]);
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

test("after deleting all, no file holds a word of it", async () => {
  const directory = temporaryFolder();
  const store = openTestStore(directory);
  for (let index = 0; index < 40; index++) {
    await ask(store, `c${index}`, `xylophone ${index}`, "quetzalcoatl ".repeat(200));
  }
  const media = await store.putMedia(new TextEncoder().encode("pixels of a marmoset"), {
    mime: "image/png",
  });
  await store.putDraft("c1", {
    text: "platypus",
    attachments: [{ kind: "image", id: "i", name: "okapi.png", media }],
  });
  await store.remove(["c3"]);
  expect(wordsOnDisk(directory)).toEqual(["xylophone", "quetzalcoatl", "marmoset", "platypus"]);
  await store.removeAll();
  expect(wordsOnDisk(directory)).toEqual([]);
  expect(await store.diskUse()).toBeLessThan(300_000);
  // The store goes on.
  await ask(store, "new", "Fresh start", "Yes.");
  expect(await store.search("all", "fresh", 5)).toHaveLength(1);
  expect(await store.search("all", "xylophone", 5)).toEqual([]);
});

function wordsOnDisk(directory: string): readonly string[] {
  const bytes = readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile())
    .map(({ parentPath, name }) => readFileSync(join(parentPath, name)).toString("latin1"))
    .join("\n");
  return ["xylophone", "quetzalcoatl", "marmoset", "platypus"].filter((word) =>
    bytes.includes(word),
  );
}
