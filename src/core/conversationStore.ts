import type { Conversation, Draft, Message } from "./conversation.ts";

/**
 * Where conversations are kept. Writes are rows, never whole conversations; a promise that resolves means the
 * words are on the disk (or that history is off and they live in memory only). `src/store` implements it.
 */
export interface ConversationStore {
  /** The conversation that was last open, with answers that were still running marked `interrupted`. */
  latest(): Promise<Conversation | undefined>;
  load(id: string): Promise<Conversation | undefined>;
  /** Creates or updates all but the messages and the draft. */
  putConversation(conversation: Conversation): Promise<void>;
  putMessage(conversationId: string, message: Message): Promise<void>;
  putDraft(conversationId: string, draft: Draft): Promise<void>;
}
