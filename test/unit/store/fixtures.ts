import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished } from "vitest";
import {
  emptyConversation,
  type Answer,
  type Conversation,
  type Question,
} from "../../../src/core/conversation.ts";
import type { History } from "../../../src/core/history.ts";
import type { ConversationStore } from "../../../src/core/conversationStore.ts";
import { openStore, type StoreOptions } from "../../../src/store/openStore.ts";

/** Node runs the thread's source as it is; the extension runs the built file. */
export const workerFile = fileURLToPath(
  new URL("../../../src/store/storeThread.ts", import.meta.url),
);

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

export function conversation(id = "c1"): Conversation {
  return emptyConversation({
    id,
    createdAt: 1_000,
    model: "gpt-oss-120b",
    parameters: { temperature: 0.5 },
    systemPrompt: "Be brief.",
  });
}

export function question(id: string, text: string, parent: string | null = null): Question {
  return { role: "user", id, parent, createdAt: 2_000, text, attachments: [] };
}

export function answer(id: string, parent: string, fields: Partial<Answer> = {}): Answer {
  return {
    role: "assistant",
    id,
    parent,
    createdAt: 3_000,
    model: "gpt-oss-120b",
    state: "complete",
    text: "",
    reasoning: "",
    ...fields,
  };
}
