import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import {
  array,
  assert,
  constantFrom,
  dictionary,
  integer,
  jsonValue,
  property,
  record,
  stringMatching,
} from "fast-check";
import { array as list, number, object, parse, string } from "valibot";
import { expect, test, vi } from "vitest";
import { mediaOf } from "../../../src/core/attachment.ts";
import { DiskStore } from "../../../src/store/diskStore.ts";
import { filledFolder, openTestStore, place, temporaryFolder } from "./fixtures.ts";
import { answer, conversation, question } from "./storeValues.ts";

const quiet = { onFault: () => undefined };

function hashOf(file: string): string {
  return createHash("sha256").update(readFileSync(file)).digest("hex");
}

test("a damaged file is set aside as it is, and every row that can be read goes on", () => {
  const { directory, file } = filledFolder();
  const original = readFileSync(file);
  const found: number[] = [];
  const damage = record({
    place: integer({ min: 0, max: original.length - 1 }),
    length: integer({ min: 1, max: 9_000 }),
    byte: constantFrom(0, 0xff, 0x41),
  });
  assert(
    property(array(damage, { minLength: 1, maxLength: 3 }), (damages) => {
      for (const name of readdirSync(directory)) {
        if (name.startsWith("conversations.db")) rmSync(join(directory, name));
      }
      const bytes = Buffer.from(original);
      for (const { place: at, length, byte } of damages)
        bytes.fill(byte, at, Math.min(at + length, bytes.length));
      writeFileSync(file, bytes);
      const store = new DiskStore({ directory, ...place }, () => undefined);
      const messages = store.load("c1")?.messages ?? [];
      // Whatever was found, the store takes new words.
      store.putMessage("c1", question("later", "And now?"));
      expect(store.load("c1")?.messages.at(-1)?.text).toBe("And now?");
      store.close();
      const kept = `${file}.damaged-1`;
      if (existsSync(kept)) expect(readFileSync(kept).equals(bytes)).toBe(true);
      found.push(messages.length);
    }),
    { numRuns: 40, seed: 4 },
  );
  const average = found.reduce((sum, count) => sum + count, 0) / found.length;
  expect(average).toBeGreaterThan(60);
});

test.each([
  ["an empty file", Buffer.alloc(0)],
  ["one byte", Buffer.from([7])],
  ["another kind of file", Buffer.from("%PDF-1.7\n".repeat(2_000))],
  ["zeros", Buffer.alloc(20_000)],
])("%s in its place is kept, and the store works", async (_name, bytes) => {
  const directory = temporaryFolder();
  const file = join(directory, "conversations.db");
  writeFileSync(file, bytes);
  const store = openTestStore(directory);
  expect(await store.latest()).toBeUndefined();
  await store.putMessage("c1", question("q", "Hello?"));
  expect((await store.load("c1"))?.messages).toHaveLength(1);
  if (bytes.length === 0) return;
  expect(readFileSync(`${file}.damaged-1`).equals(bytes)).toBe(true);
  expect(store.status).toEqual({
    kind: "saved",
    recovered: { kept: `${file}.damaged-1`, conversations: 0, messages: 0 },
  });
});

test("another program's database is kept, and not written", async () => {
  const directory = temporaryFolder();
  const file = join(directory, "conversations.db");
  const foreign = new DatabaseSync(file);
  foreign.exec("CREATE TABLE invoices (id); INSERT INTO invoices VALUES (1)");
  foreign.close();
  const before = hashOf(file);
  const store = openTestStore(directory);
  expect(await store.latest()).toBeUndefined();
  expect(hashOf(`${file}.damaged-1`)).toBe(before);
});

test("what a draft shows, a queued question and a draft that is kept are whole after a recovery", async () => {
  const { directory, file } = filledFolder();
  const store = new DiskStore({ directory, ...place }, () => undefined);
  const draftWith = (name: string) => {
    const media = store.putMedia(Buffer.from(name), { mime: "image/png" });
    return { text: name, attachments: [{ kind: "image", id: name, name, media }] } as const;
  };
  const edits = { questionId: "q1", kept: draftWith("kept") };
  const queue = [{ id: "next", ...draftWith("queued") }];
  store.putDraft("c1", { ...draftWith("shown"), edits, queue });
  store.close();
  const damaged = new DatabaseSync(file);
  damaged.exec("DROP TABLE counter");
  damaged.close();

  const next = openTestStore(directory);
  const draft = (await next.load("c1"))?.draft;
  expect(next.status).toMatchObject({ recovered: { messages: 120 } });
  await next.cleanUp();
  const kept = draft?.edits?.kept.attachments ?? [];
  const waiting = draft?.queue?.flatMap(({ attachments }) => attachments) ?? [];
  const hashes = mediaOf([...(draft?.attachments ?? []), ...waiting, ...kept]);
  const bytes = await Promise.all(hashes.map(({ sha256 }) => next.readMedia(sha256)));
  expect(bytes.map((one) => one && Buffer.from(one).toString())).toEqual([
    "shown",
    "queued",
    "kept",
  ]);
});

test.each([
  ["DELETE", 1],
  ["WAL", 0],
])("with the journal %s, its being slow is told %i times", async (mode, times) => {
  const { directory, file } = filledFolder();
  const database = new DatabaseSync(file);
  database.exec(`PRAGMA journal_mode = ${mode}`);
  database.close();
  const onRollbackJournal = vi.fn<() => void>();
  const store = openTestStore(directory, { onRollbackJournal });
  for (const id of ["one", "two"]) await store.putMessage("c1", question(id, "?"));
  expect(onRollbackJournal).toHaveBeenCalledTimes(times);
});

test("a truncated file gives what is left", async () => {
  const { directory, file } = filledFolder();
  truncateSync(file, Math.floor(statSync(file).size / 2));
  const store = openTestStore(directory);
  await store.load("c1");
  expect(store.status.kind).toBe("saved");
  await store.putMessage("c1", question("later", "And now?"));
  expect((await store.load("c1"))?.messages.at(-1)).toMatchObject({ id: "later" });
});

test("what a newer version wrote is read, never changed", async () => {
  const { directory, file } = filledFolder();
  const newer = new DatabaseSync(file);
  newer.exec("ALTER TABLE message ADD COLUMN mood TEXT; PRAGMA user_version = 99");
  newer.close();
  const before = hashOf(file);
  const store = openTestStore(directory, quiet);
  expect((await store.load("c1"))?.messages).toHaveLength(120);
  await store.putMessage("c1", question("later", "And now?"));
  expect(store.status).toEqual({ kind: "in-memory", reason: "newer" });
  expect((await store.load("c1"))?.messages).toHaveLength(121);
  await store.close();
  expect(hashOf(file)).toBe(before);
});

test(
  "a locked database: the chat goes on, and what was said is written when the lock is gone",
  {
    timeout: 60_000,
  },
  async () => {
    const { directory, file } = filledFolder();
    const store = openTestStore(directory, { ...quiet, retryInterval: 100 });
    await store.load("c1");
    const other = new DatabaseSync(file);
    other.exec("BEGIN IMMEDIATE");
    await store.putMessage("c1", question("later", "And now?"));
    expect(store.status).toEqual({ kind: "in-memory", reason: "locked" });
    expect((await store.load("c1"))?.messages).toHaveLength(121);
    other.exec("ROLLBACK");
    other.close();
    await vi.waitFor(() => expect(store.status).toEqual({ kind: "saved" }), { timeout: 20_000 });
    const second = openTestStore(directory);
    expect((await second.load("c1"))?.messages.at(-1)).toMatchObject({ id: "later" });
  },
);

/** Runs `faultyWindow.ts` under a shell command that ends with `exec "$@"`. */
function runLimited(directory: string, shell: string) {
  const script = fileURLToPath(new URL("faultyWindow.ts", import.meta.url));
  const output = execFileSync(
    "/bin/sh",
    ["-c", shell, "sh", process.execPath, script, directory, "10"],
    { encoding: "utf8" },
  );
  return parse(
    object({ statuses: list(string()), kept: number(), before: number() }),
    JSON.parse(output),
  );
}

test("a full disk: nothing is lost in the window, nothing is damaged in the file", async () => {
  const { directory, file } = filledFolder();
  const blocks = Math.ceil(statSync(file).size / 512) + 80;
  const { statuses, kept, before } = runLimited(
    directory,
    `trap "" XFSZ; ulimit -f ${blocks}; exec "$@"`,
  );
  expect(statuses).toContain("full");
  expect({ kept, before }).toEqual({ kept: 10, before: 120 });
  const saved = (await openTestStore(directory).load("c1"))?.messages ?? [];
  expect(saved.slice(0, 120).map(({ id }) => id)).toEqual(
    Array.from({ length: 60 }, (_, turn) => [`q${turn}`, `a${turn}`]).flat(),
  );
  expect(saved.length - 120).toBeGreaterThanOrEqual(statuses.indexOf("full"));
});

test("a folder that may not be written: what is there is read, and stays as it is", () => {
  const { directory, file } = filledFolder();
  const before = hashOf(file);
  for (const name of readdirSync(directory)) chmodSync(join(directory, name), 0o555);
  chmodSync(directory, 0o555);
  // The superuser may write anywhere, unless that is taken away.
  const isRoot = process.getuid?.() === 0;
  const limit = isRoot ? "setpriv --bounding-set=-dac_override --inh-caps=-dac_override" : "";
  const result = runLimited(directory, `exec ${limit} "$@"`);
  chmodSync(directory, 0o755);
  expect(result.statuses).toEqual(Array(10).fill("read-only"));
  expect(result).toMatchObject({ kept: 10, before: 120 });
  expect(hashOf(file)).toBe(before);
});

test("a clock that jumps back changes no order", () => {
  const directory = temporaryFolder();
  const store = new DiskStore({ directory, ...place }, () => undefined);
  const times = [5_000, 31_536_000_000, 4_000, 4_000];
  for (const [index, createdAt] of times.entries()) {
    store.putMessage("c1", { ...question(`q${index}`, "?"), createdAt });
    store.putMessage(`d${index}`, { ...question("q", "?"), createdAt });
  }
  expect(store.load("c1")?.messages.map(({ id }) => id)).toEqual(["q0", "q1", "q2", "q3"]);
  expect(store.entries("all", 0, 4).map(({ id }) => id)).toEqual(["d3", "c1", "d2", "d1"]);
  store.close();
});

test("a picture that is gone or changed on the disk is missing, not wrong", async () => {
  const directory = temporaryFolder();
  const store = openTestStore(directory);
  const first = await store.putMedia(Buffer.from("first"), { mime: "image/png" });
  const second = await store.putMedia(Buffer.from("second"), { mime: "image/png" });
  rmSync(join(directory, "media", first.sha256));
  copyFileSync(import.meta.filename, join(directory, "media", second.sha256));
  expect(await store.readMedia(first.sha256)).toBeUndefined();
  expect(await store.readMedia(second.sha256)).toBeUndefined();
});

test("fields that a newer version added survive loading and saving here", () => {
  // JSON has no -0.
  const value = jsonValue().map((one): unknown => JSON.parse(JSON.stringify(one)));
  assert(
    property(dictionary(stringMatching(/^future[A-Z]\w{0,8}$/u), value), (future) => {
      const store = new DiskStore({ directory: temporaryFolder(), ...place }, () => undefined);
      store.putConversation({ ...conversation(), ...future });
      store.putMessage("c1", { ...question("q", "?"), ...future });
      store.putMessage("c1", { ...answer("a", "q"), ...future });
      const loaded = store.load("c1");
      expect(loaded).toMatchObject(future);
      for (const message of loaded?.messages ?? []) {
        expect(message).toMatchObject(future);
        store.putMessage("c1", message);
      }
      expect(store.load("c1")).toEqual(loaded);
      store.close();
    }),
    { numRuns: 15 },
  );
});
