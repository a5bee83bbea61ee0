import { attachmentName, type MediaRef } from "../core/attachment.ts";
import {
  emptyConversation,
  path,
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
import { isRunning } from "./rows.ts";
import { excerptOf, isMatch, patternsOf, wordsOf } from "./words.ts";

/** Names what `putConversation` changes, where messages are named by their ids. */
const settings = "settings";
type Change = (conversation: Conversation) => Conversation;

/** Conversations and media in memory, changed the way the database would be. */
export class HeldConversations {
  readonly conversations = new Map<string, Conversation>();
  readonly media = new Map<string, Uint8Array>();
  /** What is still to be done on the disk about conversations that were removed or brought back. */
  readonly removals = new Map<string, "remove" | "restore">();
  /** What changed of conversations that could not be read, to be put over what is read later. */
  readonly #unread = new Map<string, Map<string, Change>>();
  readonly #pinned = new Set<string>();
  readonly #removed = new Set<string>();
  readonly #isOff: () => boolean;
  /** Ids and hashes of what came while the history was off. */
  readonly #offRecord = new Set<string>();

  /** @param isOff whether the history is switched off: what changes then is not to be written */
  constructor(isOff: () => boolean = () => false) {
    this.#isOff = isOff;
  }

  /** Undefined for one that was removed. */
  get(id: string): Conversation | undefined {
    return this.#removed.has(id) ? undefined : this.conversations.get(id);
  }

  isRemoved(id: string): boolean {
    return this.#removed.has(id);
  }

  /** It goes on with the history on: it is to be written as a whole. False where it was to be written anyway. */
  release(id: string): boolean {
    if (!this.#offRecord.delete(id)) return false;
    const words = JSON.stringify(this.conversations.get(id));
    for (const sha256 of this.media.keys())
      if (words.includes(sha256)) this.#offRecord.delete(sha256);
    return true;
  }

  /** Until `putUnder`, what changes of it is put over a conversation without a word. */
  takeUnread(id: string): void {
    this.#unread.set(id, new Map());
  }

  isUnread(id: string): boolean {
    return this.#unread.has(id);
  }

  /** @param base what the disk has of a conversation that was unread; undefined for nothing */
  putUnder(id: string, base: Conversation | undefined): void {
    const changes = this.#unread.get(id);
    this.#unread.delete(id);
    if (changes === undefined || base === undefined) return;
    this.conversations.set(
      id,
      [...changes.values()].reduce((whole, change) => change(whole), base),
    );
  }

  /** Whether nothing that is shown of it is on the disk only. */
  isWhole(id: string): boolean {
    const conversation = this.conversations.get(id);
    const changes = this.#unread.get(id);
    if (conversation === undefined || changes === undefined) return conversation !== undefined;
    return changes.has(settings) && (path(conversation)[0]?.parent ?? null) === null;
  }

  /** What the disk lists is not what there is. */
  get isAhead(): boolean {
    return this.conversations.size > 0 || this.removals.size > 0;
  }

  /** Ids of what is to be written. */
  get waiting(): readonly string[] {
    return [...this.conversations.keys()].filter(
      (id) => !this.#offRecord.has(id) && !this.#removed.has(id),
    );
  }

  get waitingMedia(): readonly (readonly [string, Uint8Array])[] {
    return [...this.media].filter(([sha256]) => !this.#offRecord.has(sha256));
  }

  putConversation(conversation: Conversation): void {
    const { id } = conversation;
    // The head that comes last counts.
    this.#unread.get(id)?.delete(settings);
    this.#change(id, settings, ({ messages, draft }) => ({ ...conversation, messages, draft }));
  }

  putMessage(id: string, message: Message): void {
    this.#change(id, message.id, (before) => {
      const after = withMessage(before, message);
      const isNew = after.messages.length > before.messages.length;
      return isNew ? { ...after, head: message.id } : after;
    });
  }

  putDraft(id: string, draft: Draft): void {
    this.#change(id, "draft", (conversation) => ({ ...conversation, draft }));
  }

  putMedia(bytes: Uint8Array, facts: MediaFacts): MediaRef {
    const sha256 = sha256Of(bytes);
    this.media.set(sha256, bytes);
    if (this.#isOff()) this.#offRecord.add(sha256);
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
    if (this.conversations.has(conversation.id)) return this.#restore(conversation.id);
    this.#set({ ...conversation, draft: emptyDraft });
    this.pin(conversation.id, pinned);
    return true;
  }

  remove(ids: readonly string[]): void {
    for (const id of ids) {
      this.#removed.add(id);
      this.removals.set(id, "remove");
    }
  }

  restore(ids: readonly string[]): void {
    for (const id of ids) {
      this.#restore(id);
      this.removals.set(id, "restore");
    }
  }

  removeAll(): void {
    this.conversations.clear();
    this.removals.clear();
    this.#unread.clear();
    this.media.clear();
  }

  /** Pinned ones first, then the latest. */
  entries(): readonly HistoryEntry[] {
    return [...this.conversations.values()]
      .filter(({ id, head, draft }) => !this.#removed.has(id) && (head !== null || !isEmpty(draft)))
      .map((conversation) => this.#entry(conversation))
      .toSorted((a, b) => Number(b.pinned) - Number(a.pinned) || b.time - a.time);
  }

  /** What is held comes first; the rest of the disk's list follows. */
  entriesBefore(saved: readonly HistoryEntry[]): readonly HistoryEntry[] {
    const others = saved.filter(({ id }) => !this.hides(id));
    return [...this.entries(), ...others].toSorted((a, b) => Number(b.pinned) - Number(a.pinned));
  }

  /** Whether what the disk has of it is not what there is. */
  hides(id: string): boolean {
    return this.conversations.has(id) || this.removals.get(id) === "remove";
  }

  search(query: string): readonly SearchHit[] {
    const words = wordsOf(query);
    if (words.length === 0) return [];
    const patterns = patternsOf(words);
    return this.entries().flatMap((entry) => {
      if (isMatch(entry.title, patterns)) return { entry, messageId: null, excerpt: "" };
      for (const message of this.#known(entry.id).messages.toReversed()) {
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

  /** Nobody goes on with its answers. Returns whether it was removed. */
  #restore(id: string): boolean {
    const conversation = this.conversations.get(id);
    if (!this.#removed.delete(id)) return false;
    if (conversation !== undefined)
      this.conversations.set(id, {
        ...conversation,
        messages: conversation.messages.map(interrupted),
      });
    return true;
  }

  #known(id: string): Conversation {
    return this.conversations.get(id) ?? unknownConversation(id);
  }

  #change(id: string, part: string, change: Change): void {
    this.#set(change(this.#known(id)));
    this.#unread.get(id)?.set(part, change);
  }

  #set(conversation: Conversation): void {
    this.conversations.set(conversation.id, conversation);
    if (this.#isOff()) this.#offRecord.add(conversation.id);
  }
}

function interrupted(message: Message): Message {
  return message.role === "assistant" && isRunning(message)
    ? { ...message, state: "interrupted" }
    : message;
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
