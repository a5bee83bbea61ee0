import type { MediaRef } from "../core/attachment.ts";
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
import { draftPart, HeldChanges, settingsPart } from "./heldChanges.ts";
import { searchHeld } from "./heldSearch.ts";
import { entryWithMark, withMark, type Mark } from "./marks.ts";
import { sha256Of } from "./mediaFiles.ts";
import { isRunning } from "./rows.ts";

/** Conversations and media in memory, changed the way the database would be. */
export class HeldConversations {
  readonly conversations = new Map<string, Conversation>();
  readonly media = new Map<string, Uint8Array>();
  /** What is still to be done on the disk about conversations that were removed or brought back. */
  readonly removals = new Map<string, "remove" | "restore">();
  /** Names, pins and moves that are still to be done on the disk. */
  readonly marks = new Map<string, Mark>();
  /** What came from a backup, and goes to the disk as that. */
  readonly adopted = new Map<string, SavedChat>();
  readonly #changes = new HeldChanges();
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
    return this.#removed.has(id) ? undefined : this.marked(this.conversations.get(id));
  }

  /** With the name that the disk does not know yet. */
  marked(conversation: Conversation | undefined): Conversation | undefined {
    return conversation && withMark(conversation, this.marks.get(conversation.id));
  }

  markedEntry(entry: HistoryEntry): HistoryEntry {
    return entryWithMark(entry, this.marks.get(entry.id));
  }

  isRemoved(id: string): boolean {
    return this.#removed.has(id);
  }

  /** It goes on with the history on: all that is held of it is to be written. False where it was anyway. */
  release(id: string): boolean {
    if (!this.#offRecord.delete(id)) return false;
    const words = JSON.stringify(this.conversations.get(id) ?? null);
    for (const sha256 of this.media.keys())
      if (words.includes(sha256)) this.#offRecord.delete(sha256);
    return true;
  }

  /** Until `putUnder`, what changes of it is put over a conversation without a word. */
  takeUnread(id: string): void {
    this.#changes.begin(id);
  }

  isUnread(id: string): boolean {
    return this.#changes.isUnread(id);
  }

  /** @param base what the disk has of a conversation that was unread; undefined for nothing */
  putUnder(id: string, base: Conversation | undefined): void {
    const whole = this.#changes.putOver(id, base);
    if (whole !== undefined) this.conversations.set(id, whole);
  }

  /** What is to be written of it; undefined for all. */
  changedParts(id: string): ReadonlySet<string> | undefined {
    return this.#changes.partsOf(id);
  }

  /** All of it is on the disk. */
  letGo(id: string): void {
    this.conversations.delete(id);
    this.#changes.delete(id);
  }

  /** Whether nothing that is shown of it is on the disk only. */
  isWhole(id: string): boolean {
    const conversation = this.conversations.get(id);
    if (conversation === undefined || !this.isUnread(id)) return conversation !== undefined;
    const isKnown = this.#changes.knows(id, settingsPart);
    return isKnown && (path(conversation)[0]?.parent ?? null) === null;
  }

  /** What the disk lists is not what there is. */
  get isAhead(): boolean {
    return this.conversations.size > 0 || this.removals.size > 0 || this.marks.size > 0;
  }

  /** Ids of what is to be written. */
  get waiting(): readonly string[] {
    return [...this.conversations.keys()].filter(
      (id) => !this.#offRecord.has(id) && !this.#removed.has(id),
    );
  }

  /** Those of conversations that are on the disk; the others follow their conversation there. */
  get waitingMarks(): readonly (readonly [string, Mark])[] {
    return [...this.marks].filter(
      ([id]) => !this.#offRecord.has(id) && !this.conversations.has(id),
    );
  }

  get waitingMedia(): readonly (readonly [string, Uint8Array])[] {
    return [...this.media].filter(([sha256]) => !this.#offRecord.has(sha256));
  }

  putConversation(conversation: Conversation): void {
    this.#change(conversation.id, settingsPart, ({ messages, draft }) => {
      return { ...conversation, messages, draft };
    });
  }

  putMessage(id: string, message: Message): void {
    this.#change(id, message.id, (before) => {
      const after = withMessage(before, message);
      const isNew = after.messages.length > before.messages.length;
      return isNew ? { ...after, head: message.id } : after;
    });
  }

  putDraft(id: string, draft: Draft): void {
    this.#change(id, draftPart, (conversation) => ({ ...conversation, draft }));
  }

  /** A new one: nothing of it is on the disk. */
  putAll(conversation: Conversation): void {
    this.#changes.delete(conversation.id);
    this.#set(conversation);
  }

  putMedia(bytes: Uint8Array, facts: MediaFacts): MediaRef {
    const sha256 = sha256Of(bytes);
    this.media.set(sha256, bytes);
    if (this.#isOff()) this.#offRecord.add(sha256);
    return { ...facts, sha256, size: bytes.byteLength };
  }

  rename(id: string, title: string): void {
    this.#mark(id, { title });
  }

  pin(id: string, pinned: boolean): void {
    this.#mark(id, { pinned });
  }

  attach(id: string): void {
    this.#mark(id, { attached: true });
  }

  adopt(chat: SavedChat): boolean {
    const { conversation } = chat;
    if (this.conversations.has(conversation.id)) return this.#restore(conversation.id);
    this.#set({ ...conversation, draft: emptyDraft });
    this.adopted.set(conversation.id, chat);
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

  /** It was deleted for good. */
  forget(id: string): void {
    for (const part of this.#parts) part.delete(id);
  }

  removeAll(): void {
    for (const part of this.#parts) part.clear();
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
    const others = saved.flatMap((entry) => (this.hides(entry.id) ? [] : this.markedEntry(entry)));
    return [...this.entries(), ...others].toSorted((a, b) => Number(b.pinned) - Number(a.pinned));
  }

  /** Whether what the disk has of it is not what there is. */
  hides(id: string): boolean {
    return this.conversations.has(id) || this.removals.get(id) === "remove";
  }

  search(query: string): readonly SearchHit[] {
    return searchHeld(this.entries(), (id) => this.#known(id).messages, query);
  }

  /** What is held comes first; the rest of what the disk found follows. */
  hitsBefore(query: string, saved: readonly SearchHit[]): readonly SearchHit[] {
    const others = saved.flatMap(({ entry, ...hit }) =>
      this.hides(entry.id) ? [] : { ...hit, entry: this.markedEntry(entry) },
    );
    return [...this.search(query), ...others];
  }

  #entry(conversation: Conversation): HistoryEntry {
    const { id, model, createdAt, messages } = conversation;
    return this.markedEntry({
      id,
      title: titleOf(withMark(conversation, this.marks.get(id))),
      model,
      workspace: "",
      folder: "",
      here: true,
      time: messages.findLast(({ role }) => role === "user")?.createdAt ?? createdAt,
      bytes: messages.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0),
      pinned: this.adopted.get(id)?.pinned ?? false,
    });
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

  /** All that is kept by the ids of conversations. */
  get #parts(): readonly { delete(id: string): unknown; clear(): void }[] {
    return [this.conversations, this.removals, this.marks, this.adopted, this.#changes];
  }

  /** As with words, what is done while the history is off waits until the chat, or this, goes on. */
  #mark(id: string, mark: Mark): void {
    this.marks.set(id, { ...this.marks.get(id), ...mark });
    if (this.#isOff()) this.#offRecord.add(id);
    else if (!this.conversations.has(id)) this.#offRecord.delete(id);
  }

  #known(id: string): Conversation {
    return this.conversations.get(id) ?? unknownConversation(id);
  }

  #change(id: string, part: string, change: (conversation: Conversation) => Conversation): void {
    this.#set(change(this.#known(id)));
    this.#changes.add(id, part, change);
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

function unknownConversation(id: string): Conversation {
  return emptyConversation({
    id,
    createdAt: Date.now(),
    model: "",
    parameters: {},
    systemPrompt: "",
  });
}
