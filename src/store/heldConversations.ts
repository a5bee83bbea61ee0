import type { MediaRef } from "../core/attachment.ts";
import {
  emptyConversation,
  withMessage,
  type Conversation,
  type Draft,
  type Message,
} from "../core/conversation.ts";
import type { MediaFacts } from "../core/conversationStore.ts";
import { sha256Of } from "./mediaFiles.ts";

/** Conversations and media in memory, changed the way the database would be. */
export class HeldConversations {
  readonly conversations = new Map<string, Conversation>();
  readonly media = new Map<string, Uint8Array>();

  putConversation(conversation: Conversation): void {
    const { messages, draft } = this.#get(conversation.id);
    this.#set({ ...conversation, messages, draft });
  }

  putMessage(id: string, message: Message): void {
    const before = this.#get(id);
    const after = withMessage(before, message);
    const isNew = after.messages.length > before.messages.length;
    this.#set(isNew ? { ...after, head: message.id } : after);
  }

  putDraft(id: string, draft: Draft): void {
    this.#set({ ...this.#get(id), draft });
  }

  putMedia(bytes: Uint8Array, facts: MediaFacts): MediaRef {
    const sha256 = sha256Of(bytes);
    this.media.set(sha256, bytes);
    return { ...facts, sha256, size: bytes.byteLength };
  }

  #get(id: string): Conversation {
    return this.conversations.get(id) ?? unknownConversation(id);
  }

  #set(conversation: Conversation): void {
    this.conversations.set(conversation.id, conversation);
  }
}

function unknownConversation(id: string): Conversation {
  return emptyConversation({
    id,
    createdAt: Date.now(),
    model: "",
    parameters: {},
    systemPrompt: "",
  });
}
