import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { DatabaseFile } from "../../../src/store/databaseFile.ts";
import { putConversation, putMessage } from "../../../src/store/conversationWrites.ts";
import { MediaFiles } from "../../../src/store/mediaFiles.ts";
import { search } from "../../../src/store/search.ts";
import { latest } from "../../../src/store/shortWords.ts";
import { conversation, question } from "./storeValues.ts";

/** Old messages, by the id of their conversation; so many others came after them that only the index finds these. */
const old: Readonly<Record<string, string>> = {
  within: "the Zq thing",
  end: "it ends with Zq",
  whole: "zq",
  cjk: "请问什么",
  cjkWithin: "什么是闭包？",
  accents: "À la fin: Éà",
  sign: "100 %_",
  emoji: "well 🦓",
};

const directory = mkdtempSync(join(tmpdir(), "eigen-words-"));
const file = new DatabaseFile(
  join(directory, "conversations.db"),
  new MediaFiles(join(directory, "media")),
  () => undefined,
);
const place = { workspace: "w", folder: "f" };
file.write((connection) => {
  for (const [id, text] of Object.entries(old)) {
    putConversation(connection, conversation(id), place);
    // The title is made of the first question, and would be found by itself.
    putMessage(connection, id, question("q", "-"), null);
    putMessage(connection, id, question("r", text, "q"), null);
  }
  putConversation(connection, conversation("later"), place);
  for (let index = 0; index < latest; index++)
    putMessage(connection, "later", question(`q${index}`, "mno", "x"), null);
});
afterAll(() => {
  file.close();
  rmSync(directory, { recursive: true });
});

test.each([
  ["zq", ["end", "whole", "within"]],
  ["ZQ", ["end", "whole", "within"]],
  ["q", ["end", "whole", "within"]],
  ["什么", ["cjk", "cjkWithin"]],
  ["么", ["cjk", "cjkWithin"]],
  ["包", ["cjkWithin"]],
  ["éÀ", ["accents"]],
  ["%_", ["sign"]],
  ["🦓", ["emoji"]],
  ["zq ng", ["within"]],
  ["zz", []],
])("%s is found wherever it stands", (query, expected) => {
  const hits = file.read((connection) => search(connection, "all", "w", query, 50));
  expect(hits.map(({ entry }) => entry.id).toSorted()).toEqual(expected);
  expect(hits.every(({ messageId }) => messageId === "r")).toBe(true);
});
