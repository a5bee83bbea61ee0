import { appendFileSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { saved } from "../../../src/core/exchange/exportChat.ts";
import { readBackup, writeBackup } from "../../../src/store/backupFile.ts";
import { HistoryIsOff, StoreError } from "../../../src/store/fault.ts";
import { memoryStore } from "../../memoryStore.ts";
import { openTestStore, temporaryFolder } from "./fixtures.ts";
import { answer, conversation, question } from "./storeValues.ts";

const always = () => true;

async function filled(directory: string) {
  const store = openTestStore(directory);
  const media = await store.putMedia(new TextEncoder().encode("pixels"), { mime: "image/png" });
  for (const id of ["a", "b", "c"]) {
    await store.putConversation(conversation(id));
    const attachments = [{ kind: "image", id: "i", name: "shot.png", media }] as const;
    await store.putMessage(id, { ...question("q", `Question ${id}`), attachments });
    await store.putMessage(id, answer("r1", "q", { text: "first", state: "stopped" }));
    await store.putMessage(id, answer("r2", "q", { text: "second", facts: { totalMs: 3 } }));
  }
  await store.rename("b", "Beta");
  await store.pin("a", true);
  return { store, media };
}

test("a backup brings everything to another machine, once", async () => {
  const { store, media } = await filled(temporaryFolder());
  const file = join(temporaryFolder(), "backup.jsonl");
  expect(await writeBackup(store, file, always)).toBe(3);
  for (const target of [openTestStore(temporaryFolder()), memoryStore()]) {
    expect(await readBackup(target, file, always)).toEqual({ added: 3, known: 0, unread: 0 });
    for (const id of ["a", "b", "c"]) {
      const [there, here] = [await target.load(id), await store.load(id)];
      expect(there && saved(there)).toEqual(here && saved(here));
    }
    const bytes = await target.readMedia(media.sha256);
    expect(bytes && new TextDecoder().decode(bytes)).toBe("pixels");
    const entries = await target.entries("all", 0, 9);
    const titles = (await store.entries("all", 0, 9)).map(({ title }) => title);
    if (target.status.kind === "saved") expect(entries.map(({ title }) => title)).toEqual(titles);
    expect(entries[0]).toMatchObject({ title: "Question a", pinned: true });
    expect(await readBackup(target, file, always)).toEqual({ added: 0, known: 3, unread: 0 });
  }
});

test("restoring overwrites nothing, goes below what is there, and passes over lines that are broken", async () => {
  const { store } = await filled(temporaryFolder());
  const file = join(temporaryFolder(), "backup.jsonl");
  await writeBackup(store, file, always);
  appendFileSync(file, '{"type":"chat","conversation":{}}\nnot JSON\n');
  const target = openTestStore(temporaryFolder());
  await target.putConversation(conversation("b"));
  await target.putMessage("b", question("other", "Mine"));
  expect(await readBackup(target, file, always)).toEqual({ added: 2, known: 1, unread: 2 });
  expect((await target.load("b"))?.messages.map(({ text }) => text)).toEqual(["Mine"]);
  await target.pin("a", false);
  expect((await target.entries("all", 0, 9)).map(({ title }) => title)).toEqual([
    "Mine",
    "Question a",
    "Question c",
  ]);
});

test("restoring brings back what this window or another one removed, for good", async () => {
  const directory = temporaryFolder();
  const { store } = await filled(directory);
  const file = join(temporaryFolder(), "backup.jsonl");
  await writeBackup(store, file, always);
  await store.remove(["a"]);
  const other = openTestStore(directory);
  await other.remove(["b"]);
  expect(await readBackup(store, file, always)).toEqual({ added: 2, known: 1, unread: 0 });
  expect(await store.load("a")).toBeDefined();
  await store.close();
  await other.close();
  expect(await openTestStore(directory).entries("all", 0, 9)).toHaveLength(3);

  const held = memoryStore();
  await readBackup(held, file, always);
  await held.remove(["a"]);
  expect(await readBackup(held, file, always)).toEqual({ added: 1, known: 2, unread: 0 });
  expect(await held.load("a")).toBeDefined();
});

test("a history that can't be read, or is off, is not backed up as an empty one: the earlier file stays", async () => {
  const directory = temporaryFolder();
  const { store } = await filled(directory);
  await store.close();
  const file = join(temporaryFolder(), "backup.jsonl");
  writeFileSync(file, "earlier");
  const off = openTestStore(directory, { isOff: () => true });
  await expect(writeBackup(off, file, always)).rejects.toThrow(HistoryIsOff);
  const broken = openTestStore(directory, { onFault: () => undefined });
  renameSync(join(directory, "conversations.db"), join(directory, "aside.db"));
  mkdirSync(join(directory, "conversations.db"));
  await expect(writeBackup(broken, file, always)).rejects.toThrow(StoreError);
  expect(readFileSync(file, "utf8")).toBe("earlier");
});

test("a file that is no backup is refused, and a cancelled backup leaves no file", async () => {
  const target = memoryStore();
  const file = join(temporaryFolder(), "other.jsonl");
  for (const content of ["", "[]\n", '{"type":"chat"}\n']) {
    writeFileSync(file, content);
    expect(await readBackup(target, file, always)).toBeUndefined();
  }
  const { store } = await filled(temporaryFolder());
  const cancelled = join(temporaryFolder(), "cancelled.jsonl");
  expect(await writeBackup(store, cancelled, () => false)).toBeUndefined();
  await expect(readBackup(target, cancelled, always)).rejects.toThrow("ENOENT");
});
