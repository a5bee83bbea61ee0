import { isDeepStrictEqual } from "node:util";
import type { MediaRef } from "../core/attachment.ts";
import type { Conversation, Message } from "../core/conversation.ts";
import type { Draft } from "../core/draft.ts";
import type {
  ConversationStore,
  MediaFacts,
  StoreFault,
  StoreStatus,
} from "../core/conversationStore.ts";
import {
  outlineOf,
  type History,
  type HistoryEntry,
  type HistoryOutline,
  type HistoryScope,
  type SearchHit,
} from "../core/history.ts";
import type { SavedChat } from "../core/exchange/backup.ts";
import type { DiskStoreOptions } from "./diskStore.ts";
import { faultOf } from "./fault.ts";
import { HeldConversations } from "./heldConversations.ts";
import { Listeners } from "./listeners.ts";
import { StoreClient } from "./storeClient.ts";

export interface StoreOptions extends DiskStoreOptions {
  /** The built `storeThread.ts`. */
  readonly workerFile: string;
  /** Milliseconds between attempts to write what is kept in memory; 5,000 unless set. */
  readonly retryInterval?: number;
  /** Told of every fault, without any word of a conversation. */
  readonly onFault?: (fault: StoreFault, message: string) => void;
}

/**
 * The store on the disk. It opens at the first call. A fault changes `status` and rejects nothing, but for
 * `removeAll`, `cleanUp` and `adopt`: there a StoreError says that it was not done.
 */
export function openStore(options: StoreOptions): ConversationStore & History {
  return new Store(options);
}

/**
 * Writes go to the disk. A conversation whose write failed is held in memory as a whole from then on, and written
 * again until that succeeds: the chat goes on, and nothing is lost while the window lives.
 */
class Store implements ConversationStore, History {
  readonly #disk: StoreClient;
  readonly #held = new HeldConversations();
  readonly #holding = new Map<string, Promise<void>>();
  readonly #retryInterval: number;
  readonly #onFault: StoreOptions["onFault"];
  readonly #statusListeners = new Listeners<StoreStatus>();
  readonly #changeListeners = new Listeners<readonly string[]>();
  #saved: StoreStatus = { kind: "saved" };
  #status = this.#saved;
  #retry: NodeJS.Timeout | undefined;

  constructor({ workerFile, retryInterval = 5_000, onFault, ...options }: StoreOptions) {
    this.#disk = new StoreClient(workerFile, options, {
      onChanged: (ids) => this.#changeListeners.call(ids),
      onRecovered: (recovered) => {
        this.#saved = { kind: "saved", recovered };
        this.#setStatus(this.#saved);
      },
    });
    this.#retryInterval = retryInterval;
    this.#onFault = onFault;
  }

  get status(): StoreStatus {
    return this.#status;
  }

  async latest(): Promise<Conversation | undefined> {
    return this.#readOr(() => this.#disk.call("latest"), undefined);
  }

  async load(id: string): Promise<Conversation | undefined> {
    return (
      this.#held.conversations.get(id) ??
      (await this.#readOr(() => this.#disk.call("load", id), undefined))
    );
  }

  async putOpen(id: string): Promise<void> {
    await this.#try(() => this.#disk.call("putOpen", id));
  }

  putConversation(conversation: Conversation): Promise<void> {
    return this.#put(
      conversation.id,
      () => this.#disk.call("putConversation", conversation),
      () => this.#held.putConversation(conversation),
    );
  }

  putMessage(conversationId: string, message: Message): Promise<void> {
    return this.#put(
      conversationId,
      () => this.#disk.call("putMessage", conversationId, message),
      () => this.#held.putMessage(conversationId, message),
    );
  }

  putDraft(conversationId: string, draft: Draft): Promise<void> {
    return this.#put(
      conversationId,
      () => this.#disk.call("putDraft", conversationId, draft),
      () => this.#held.putDraft(conversationId, draft),
    );
  }

  async putMedia(bytes: Uint8Array, facts: MediaFacts): Promise<MediaRef> {
    try {
      return await this.#disk.call("putMedia", bytes, facts);
    } catch (error) {
      this.#fail(error);
      return this.#held.putMedia(bytes, facts);
    }
  }

  async readMedia(sha256: string): Promise<Uint8Array | undefined> {
    return (
      this.#held.media.get(sha256) ??
      (await this.#readOr(() => this.#disk.call("readMedia", sha256), undefined))
    );
  }

  async outline(scope: HistoryScope): Promise<HistoryOutline> {
    if (this.#held.conversations.size > 0) return outlineOf(await this.#allEntries(scope));
    return this.#readOr(() => this.#disk.call("outline", scope), { pinned: 0, times: [] });
  }

  async entries(
    scope: HistoryScope,
    start: number,
    count: number,
  ): Promise<readonly HistoryEntry[]> {
    if (this.#held.conversations.size > 0) {
      return (await this.#allEntries(scope)).slice(start, start + count);
    }
    return this.#readOr(() => this.#disk.call("entries", scope, start, count), []);
  }

  async search(scope: HistoryScope, query: string, limit: number): Promise<readonly SearchHit[]> {
    const held = this.#held.search(query);
    const saved = await this.#readOr(() => this.#disk.call("search", scope, query, limit), []);
    const others = saved.filter(({ entry }) => !this.#held.conversations.has(entry.id));
    return [...held, ...others].slice(0, limit);
  }

  async rename(id: string, title: string): Promise<void> {
    this.#held.rename(id, title);
    await this.#try(() => this.#disk.call("rename", id, title));
  }

  async pin(id: string, pinned: boolean): Promise<void> {
    this.#held.pin(id, pinned);
    await this.#try(() => this.#disk.call("pin", id, pinned));
  }

  async attach(id: string): Promise<void> {
    await this.#try(() => this.#disk.call("attach", id));
  }

  readonly adopt = (chat: SavedChat): Promise<boolean> => this.#disk.call("adopt", chat);

  async remove(ids: readonly string[]): Promise<void> {
    this.#held.remove(ids);
    await this.#try(() => this.#disk.call("remove", ids));
  }

  async restore(ids: readonly string[]): Promise<void> {
    this.#held.restore(ids);
    await this.#try(() => this.#disk.call("restore", ids));
  }

  async olderThan(time: number): Promise<readonly string[]> {
    return this.#readOr(() => this.#disk.call("olderThan", time), []);
  }

  async removeAll(): Promise<void> {
    this.#held.removeAll();
    this.#holding.clear();
    await this.#disk.call("removeAll");
  }

  async cleanUp(): Promise<void> {
    await this.#disk.call("cleanUp");
  }

  async diskUse(): Promise<number> {
    return this.#readOr(() => this.#disk.call("diskUse"), 0);
  }

  onStatus(listener: (status: StoreStatus) => void): () => void {
    return this.#statusListeners.add(listener);
  }

  onChange(listener: (ids: readonly string[]) => void): () => void {
    return this.#changeListeners.add(listener);
  }

  async close(): Promise<void> {
    clearTimeout(this.#retry);
    if (this.#status.kind === "in-memory") await this.#writeHeld();
    clearTimeout(this.#retry);
    await this.#disk.close();
  }

  async #put(id: string, onDisk: () => Promise<void>, inMemory: () => void): Promise<void> {
    if (!this.#holding.has(id)) {
      try {
        return await onDisk();
      } catch (error) {
        this.#fail(error);
      }
    }
    await this.#hold(id);
    inMemory();
  }

  /** Takes the conversation into memory; resolves when what could be read of it is there. */
  #hold(id: string): Promise<void> {
    const held = this.#holding.get(id);
    if (held !== undefined) return held;
    const holding = this.#takeOver(id);
    this.#holding.set(id, holding);
    return holding;
  }

  async #takeOver(id: string): Promise<void> {
    const base = await this.#readOr(() => this.#disk.call("load", id), undefined);
    if (base !== undefined) this.#held.conversations.set(id, base);
  }

  async #writeHeld(): Promise<void> {
    try {
      for (const [sha256, bytes] of this.#held.media) {
        await this.#disk.call("putMedia", bytes, { mime: "" });
        this.#held.media.delete(sha256);
      }
      for (const [id, conversation] of this.#held.conversations) {
        await this.#disk.call("putAll", conversation);
        // What changed meanwhile is written next time.
        if (this.#held.conversations.get(id) !== conversation) continue;
        this.#held.conversations.delete(id);
        this.#holding.delete(id);
      }
      if (this.#held.conversations.size === 0) this.#setStatus(this.#saved);
      else this.#retryLater();
    } catch (error) {
      this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    const reason = faultOf(error);
    this.#onFault?.(reason, error instanceof Error ? error.message : String(error));
    this.#setStatus({ kind: "in-memory", reason });
    this.#retryLater();
  }

  #retryLater(): void {
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => void this.#writeHeld(), this.#retryInterval);
    this.#retry.unref();
  }

  #setStatus(status: StoreStatus): void {
    const before = this.#status;
    this.#status = status;
    if (isDeepStrictEqual(before, status)) return;
    this.#statusListeners.call(status);
  }

  /** What is held in memory comes first; the rest of the disk's list follows. */
  async #allEntries(scope: HistoryScope): Promise<readonly HistoryEntry[]> {
    const saved = await this.#readOr(() => this.#disk.call("entries", scope, 0, -1), []);
    const others = saved.filter(({ id }) => !this.#held.conversations.has(id));
    return [...this.#held.entries(), ...others].toSorted(
      (a, b) => Number(b.pinned) - Number(a.pinned),
    );
  }

  async #try(write: () => Promise<void>): Promise<void> {
    await this.#readOr(write, undefined);
  }

  async #readOr<T>(read: () => Promise<T>, otherwise: T): Promise<T> {
    try {
      return await read();
    } catch (error) {
      this.#fail(error);
      return otherwise;
    }
  }
}
