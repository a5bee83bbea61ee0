import { nothingLeftOut } from "../src/core/promptBudget.ts";
import { Chats, type ChatDefaults } from "../src/host/chats.ts";
import { memoryStore } from "./memoryStore.ts";

/** Chats over a store in memory, whose answers are complete at once. */
export function emptyChats(defaults = noDefaults, store = memoryStore()): Chats {
  return new Chats(
    {
      complete: async () => ({ type: "complete", totalMs: 1 }),
      store,
      buildRequest: async () => ({
        request: { model: "m", messages: [], parameters: {} },
        leftOut: nothingLeftOut,
      }),
      canAsk: () => true,
      onStoreError: () => {},
    },
    defaults,
  );
}

const noDefaults = (): ChatDefaults => ({ model: "m", parameters: {}, systemPrompt: "" });
