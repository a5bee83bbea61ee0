import type { Conversation } from "../core/conversation.ts";
import type { ConversationStore } from "../core/conversationStore.ts";
import type { History } from "../core/history.ts";

/** What `openStore` opens. */
export interface Store extends ConversationStore, History {
  /** Adds a new conversation with all of its messages at once: never a part of it. */
  putAll(conversation: Conversation): Promise<void>;
}
