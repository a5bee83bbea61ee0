import { attachmentName, type MediaRef } from "../core/attachment.ts";
import {
  emptyConversation,
  titleOf,
  withMessage,
  type Conversation,
  type Message,
} from "../core/conversation.ts";
import { emptyDraft, isEmpty, type Draft } from "../core/draft.ts";
import type { SavedChat } from "../core/exchange/backup.ts";
import type { MediaFacts } from "../core/conversationStore.ts";
import type { HistoryEntry, SearchHit } from "../core/history.ts";
import { sha256Of } from "./mediaFiles.ts";
import { excerptOf, isMatch, patternsOf, wordsOf } from "./words.ts";

/** Conversations and media in memory, changed the way the database would be. */
export class HeldConversations {
  readonly conversations = new Map<string, Conversation>();
  readonly media = new Map<string, Uint8Array>();
  readonly #pinned = new Set<string>();
  readonly #removed = new Set<string>();

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

  rename(id: string, newTitle: string): void {
    const conversation = this.conversations.get(id);
    if (conversation === undefined) return;
    const { title, ...untitled } = conversation;
    this.#set(newTitle === "" ? untitled : { ...untitled, title: newTitle });
  }

  pin(id: string, pinned: boolean): void {
    if (pinned) this.#pinned.add(id);
    else this.#pinned.delete(id);
  }

  adopt({ conversation, pinned }: SavedChat): boolean {
    if (this.conversations.has(conversation.id)) return false;
    this.#set({ ...conversation, draft: emptyDraft });
    this.pin(conversation.id, pinned);
    return true;
  }

  remove(ids: readonly string[]): void {
    for (const id of ids) this.#removed.add(id);
  }

  restore(ids: readonly string[]): void {
    for (const id of ids) this.#removed.delete(id);
  }

  removeAll(): void {
    this.conversations.clear();
    this.media.clear();
  }

  /** Pinned ones first, then the latest. */
  entries(): readonly HistoryEntry[] {
    return [...this.conversations.values()]
      .filter(({ id, head, draft }) => !this.#removed.has(id) && (head !== null || !isEmpty(draft)))
      .map((conversation) => this.#entry(conversation))
      .toSorted((a, b) => Number(b.pinned) - Number(a.pinned) || b.time - a.time);
  }

  search(query: string): readonly SearchHit[] {
    const words = wordsOf(query);
    if (words.length === 0) return [];
    const patterns = patternsOf(words);
    return this.entries().flatMap((entry) => {
      if (isMatch(entry.title, patterns)) return { entry, messageId: null, excerpt: "" };
      for (const message of this.#get(entry.id).messages.toReversed()) {
        const text = searchedText(message);
        if (isMatch(text, patterns)) {
          return { entry, messageId: message.id, excerpt: excerptOf(text, patterns) };
        }
      }
      return [];
    });
  }

  #entry(conversation: Conversation): HistoryEntry {
    const { id, model, createdAt, messages } = conversation;
    return {
      id,
      title: titleOf(conversation),
      model,
      workspace: "",
      folder: "",
      here: true,
      time: messages.findLast(({ role }) => role === "user")?.createdAt ?? createdAt,
      bytes: messages.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0),
      pinned: this.#pinned.has(id),
    };
  }

  #get(id: string): Conversation {
    return this.conversations.get(id) ?? unknownConversation(id);
  }

  #set(conversation: Conversation): void {
    this.conversations.set(conversation.id, conversation);
  }
}

function searchedText(message: Message): string {
  if (message.role === "assistant") return message.text;
  return [...message.attachments.map(attachmentName), message.text].join("\n");
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
