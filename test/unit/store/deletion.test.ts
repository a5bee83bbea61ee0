import { expect, test, vi } from "vitest";
import type { ConversationStore } from "../../../src/core/conversationStore.ts";
import type { History } from "../../../src/core/history.ts";
import { ask, openTestStore, temporaryFolder, wordsOnDisk } from "./fixtures.ts";
import { conversation, question } from "./storeValues.ts";

type Store = ConversationStore & History;

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

test.each([
  ["deleted with all others", (store: Store) => store.removeAll()],
  ["removed and cleaned up at once", (store: Store) => removeForGood(store)],
])(
  "a chat that is %s ends in every window, and only a backup brings it back",
  async (_how, end) => {
    const directory = temporaryFolder();
    const here = openTestStore(directory);
    const there = openTestStore(directory);
    await ask(here, "a", "xylophone", "1");
    await there.load("a");
    const heard: string[] = [];
    there.onChange((ids) => heard.push(...ids));
    await end(here);
    expect(wordsOnDisk(directory)).toEqual([]);
    // Whether it has heard of that or not: nothing without its beginning is written.
    for (let time = 1; time <= 2; time++) {
      await there.putConversation(conversation("a"));
      await there.putMessage("a", question("a-q2", "And?", "a-a"));
      await there.putDraft("a", { text: "half", attachments: [] });
      expect(await here.entries("all", 0, 9)).toEqual([]);
      expect(await there.load("a")).toBeUndefined();
      await vi.waitFor(() => expect(heard).toContain("a"));
    }
    const saved = { ...conversation("a"), messages: [question("a-q", "Saved")], head: "a-q" };
    await here.adopt({ conversation: saved, pinned: false, workspace: "", folder: "" });
    await there.putMessage("a", question("a-q2", "And?", "a-q"));
    expect((await here.load("a"))?.messages).toHaveLength(2);
  },
);

test("what a window holds in memory of a chat ends too when another one deletes all", async () => {
  const directory = temporaryFolder();
  let isOff = false;
  const there = openTestStore(directory, { isOff: () => isOff });
  await ask(there, "a", "Alpha", "1");
  isOff = true;
  await there.putMessage("a", question("a-q2", "And?", "a-a"));
  await openTestStore(directory).removeAll();
  await vi.waitFor(async () => expect(await there.load("a")).toBeUndefined(), { timeout: 5_000 });
  expect(await there.entries("all", 0, 9)).toEqual([]);
});

async function removeForGood(store: Store): Promise<void> {
  await store.remove(["a"]);
  await store.cleanUp();
}
