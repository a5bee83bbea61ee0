import { vi } from "vitest";
import type { ChatChange } from "../../../src/core/answerRun.ts";
import { Chat } from "../../../src/core/chat.ts";
import type { ChatPorts } from "../../../src/core/chatPorts.ts";
import type { CompletionEnd, CompletionEvent } from "../../../src/core/completion.ts";
import { emptyConversation, type Message } from "../../../src/core/conversation.ts";
import { nothingLeftOut } from "../../../src/core/promptBudget.ts";

/** A chat whose answers the test writes by hand, and whose store notes what it was told, in order. */
export function setUp(overrides: Partial<ChatPorts> = {}) {
  const writes: { id: string; state?: string; text: string }[] = [];
  const changes: ChatChange[] = [];
  const requests: { emit: (event: CompletionEvent) => void; end: (end: CompletionEnd) => void }[] =
    [];
  const store = {
    putConversation: async () => {},
    putDraft: async () => {},
    putMessage: async (_: string, message: Message) => {
      const state = message.role === "assistant" ? { state: message.state } : {};
      writes.push({ id: message.id, text: message.text, ...state });
    },
  };
  let ids = 0;
  const chat = new Chat(
    emptyConversation({ id: "c", createdAt: 0, model: "m", parameters: {}, systemPrompt: "" }),
    false,
    {
      complete: (_, { onEvent, signal }) =>
        new Promise((resolve) => {
          signal.addEventListener("abort", () => resolve({ type: "stopped", totalMs: 1 }));
          requests.push({ emit: onEvent, end: resolve });
        }),
      store,
      buildRequest: async () => ({
        request: { model: "m", messages: [], parameters: {} },
        leftOut: nothingLeftOut,
      }),
      now: () => 0,
      canAsk: () => true,
      newId: () => String(++ids),
      catchUp: () => {},
      onStoreError: () => {},
      ...overrides,
    },
  );
  chat.onChange((change) => changes.push(change));
  const started = async () => {
    await vi.advanceTimersByTimeAsync(0);
    const request = requests.at(-1);
    if (request === undefined) throw new Error("no request was sent");
    return request;
  };
  return { chat, writes, changes, requests, started };
}
