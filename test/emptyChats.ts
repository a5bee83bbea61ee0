import { nothingLeftOut } from "../src/core/promptBudget.ts";
import { Chats } from "../src/host/chats.ts";
import { memoryStore } from "../src/store/memoryStore.ts";

/** Chats over a store in memory, whose answers are complete at once. */
export function emptyChats(): Chats {
  return new Chats(
    {
      complete: async () => ({ type: "complete", totalMs: 1 }),
      store: memoryStore(),
      buildRequest: async () => ({
        request: { model: "m", messages: [], parameters: {} },
        leftOut: nothingLeftOut,
      }),
      canAsk: () => true,
      onStoreError: () => {},
    },
    () => ({ model: "m", parameters: {}, systemPrompt: "" }),
  );
}
