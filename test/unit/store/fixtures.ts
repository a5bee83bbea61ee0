import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished } from "vitest";
import type { History } from "../../../src/core/history.ts";
import type { ConversationStore } from "../../../src/core/conversationStore.ts";
import { answer, conversation, question, workerFile } from "./storeValues.ts";
import { DiskStore } from "../../../src/store/diskStore.ts";
import { openStore } from "../../../src/store/openStore.ts";
import type { Store } from "../../../src/store/store.ts";
import type { StoreOptions } from "../../../src/store/storeOptions.ts";

/** A folder that is removed when the test ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "eigen-store-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A store that is closed when the test ends. */
export function openTestStore(directory: string, options: Partial<StoreOptions> = {}): Store {
  const store = openStore({
    directory,
    workerFile,
    workspace: "file:///project",
    folder: "project",
    onFault: (fault, message) => expect.fail(`${fault}: ${message}`),
    ...options,
  });
  onTestFinished(() => store.close());
  return store;
}

export const place = { workspace: "", folder: "" };

/** A folder with a database of 60 turns, closed and without a log. */
export function filledFolder(): { readonly directory: string; readonly file: string } {
  const directory = temporaryFolder();
  const store = new DiskStore({ directory, ...place }, () => undefined);
  store.putConversation(conversation());
  for (let turn = 0; turn < 60; turn++) {
    store.putMessage("c1", question(`q${turn}`, `Question ${turn} ${"why ".repeat(turn * 8)}`));
    store.putMessage("c1", answer(`a${turn}`, `q${turn}`, { text: `Answer ${turn}` }));
  }
  store.close();
  return { directory, file: join(directory, "conversations.db") };
}

/** One question and its answer. */
export async function ask(
  store: ConversationStore & History,
  id: string,
  text: string,
  reply: string,
): Promise<void> {
  await store.putConversation(conversation(id));
  await store.putMessage(id, question(`${id}-q`, text));
  await store.putMessage(id, answer(`${id}-a`, `${id}-q`, { text: reply }));
}

/** Those of the words that tests write which are in any file. */
export function wordsOnDisk(directory: string): readonly string[] {
  const bytes = readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile())
    .map(({ parentPath, name }) => readFileSync(join(parentPath, name)).toString("latin1"))
    .join("\n");
  return ["xylophone", "quetzalcoatl", "marmoset", "platypus"].filter((word) =>
    bytes.includes(word),
  );
}
