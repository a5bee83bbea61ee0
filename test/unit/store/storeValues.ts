import { fileURLToPath } from "node:url";
import {
  emptyConversation,
  type Answer,
  type Conversation,
  type Question,
} from "../../../src/core/conversation.ts";

/** Node runs the thread's source as it is; the extension runs the built file. */
export const workerFile = fileURLToPath(
  new URL("../../../src/store/storeThread.ts", import.meta.url),
);

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
