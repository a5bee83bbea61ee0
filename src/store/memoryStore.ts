import type { ConversationStore } from "../core/conversationStore.ts";
import { HeldConversations } from "./heldConversations.ts";

/** Conversations that live as long as the window: the history is off, nothing is written. */
export function memoryStore(): ConversationStore {
  const held = new HeldConversations();
  let open: string | null = null;
  const load = async (id: string | null) => held.conversations.get(id ?? "");
  return {
    status: { kind: "off" },
    latest: () => load(open),
    load,
    putOpen: async (id) => {
      open = id;
    },
    putConversation: async (conversation) => held.putConversation(conversation),
    putMessage: async (id, message) => held.putMessage(id, message),
    putDraft: async (id, draft) => held.putDraft(id, draft),
    putMedia: async (bytes, facts) => held.putMedia(bytes, facts),
    readMedia: async (sha256) => held.media.get(sha256),
    onStatus: () => () => undefined,
    onChange: () => () => undefined,
    close: async () => undefined,
  };
}
