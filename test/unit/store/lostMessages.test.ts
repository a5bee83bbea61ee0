import { copyFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { array, assert, integer, property } from "fast-check";
import { expect, test } from "vitest";
import { path } from "../../../src/core/conversation.ts";
import { exportJson } from "../../../src/core/exchange/exportChat.ts";
import { importChat } from "../../../src/core/exchange/importChat.ts";
import { DiskStore } from "../../../src/store/diskStore.ts";
import { mended } from "../../../src/store/mended.ts";
import { filledFolder, place, temporaryFolder } from "./fixtures.ts";
import { answer, conversation, question } from "./storeValues.ts";

test("whichever messages are lost, the others are read through, exported and read again", () => {
  const { file } = filledFolder();
  assert(
    property(array(integer({ min: 0, max: 119 }), { minLength: 1, maxLength: 100 }), (lost) => {
      const copy = join(temporaryFolder(), "conversations.db");
      copyFileSync(file, copy);
      const database = new DatabaseSync(copy);
      const parent =
        "CASE WHEN id = 'q0' THEN NULL WHEN role = 'user' THEN 'a' || (seq / 2 - 1) END";
      database.exec(`UPDATE message SET parent = coalesce(${parent}, parent)`);
      for (const number of lost) database.exec(`DELETE FROM message WHERE seq = ${number + 1}`);
      database.exec("DROP TABLE counter");
      database.close();
      const store = new DiskStore({ directory: dirname(copy), ...place }, () => undefined);
      const loaded = store.load("c1") ?? conversation();
      store.close();
      const texts = path(loaded).map(({ text }) => text);
      expect(texts.filter((text) => /^(Question|Answer)/u.test(text))).toHaveLength(
        120 - new Set(lost).size,
      );
      for (const message of path(loaded).filter(({ role }) => role === "assistant"))
        expect(loaded.messages.find(({ id }) => id === message.parent)?.role).toBe("user");
      expect(importChat(exportJson(loaded, {}))?.conversation.messages).toEqual(loaded.messages);
    }),
    { numRuns: 20, seed: 4 },
  );
});

test("versions of a lost question's answer stay versions, and its place can be written", () => {
  const answers = [answer("a1", "q1"), answer("a2", "q1")];
  const messages = mended([...answers, question("q2", "?", "a2")]);
  expect(messages.map(({ id, parent }) => [id, parent])).toEqual([
    ["q1", null],
    ["a1", "q1"],
    ["a2", "q1"],
    ["q2", "a2"],
  ]);
  // Rows come in the order of their writing.
  expect(mended([...messages.slice(1), ...messages.slice(0, 1)])).toEqual(messages);
  const edited = [question("e1", "?", "lost"), question("e2", "?", "lost")];
  expect(mended(edited).map(({ parent }) => parent)).toEqual([null, null]);
});
