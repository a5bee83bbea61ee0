import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished } from "vitest";
import type { History } from "../../../src/core/history.ts";
import type { ConversationStore } from "../../../src/core/conversationStore.ts";
import { workerFile } from "./storeValues.ts";
import { openStore, type StoreOptions } from "../../../src/store/openStore.ts";

/** A folder that is removed when the test ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "eigen-store-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A store that is closed when the test ends. */
export function openTestStore(
  directory: string,
  options: Partial<StoreOptions> = {},
): ConversationStore & History {
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
