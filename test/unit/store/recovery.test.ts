import { existsSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { DiskStore } from "../../../src/store/diskStore.ts";
import { filledFolder, place } from "./fixtures.ts";

test("a damaged file that another program writes is left alone until it has: nothing of that is lost", () => {
  const { directory, file } = filledFolder();
  const other = new DatabaseSync(file);
  other.exec("DROP TABLE counter; BEGIN IMMEDIATE");
  other.exec(`INSERT INTO message (conversation, id, parent, role, created_at, text)
    VALUES ('c1', 'theirs', 'a59', 'user', 1, 'Mine too?')`);
  const store = new DiskStore({ directory, ...place }, () => undefined);
  expect(() => store.changes()).toThrow("locked");
  expect(existsSync(`${file}.damaged-1`)).toBe(false);
  other.exec("COMMIT");
  other.close();
  store.changes();
  expect(existsSync(`${file}.damaged-1`)).toBe(true);
  expect(store.load("c1")?.messages.at(-1)).toMatchObject({ id: "theirs" });
  store.close();
});
