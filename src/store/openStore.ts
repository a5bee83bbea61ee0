import type { MediaRef } from "../core/attachment.ts";
import type { Conversation, Draft, Message } from "../core/conversation.ts";
import type {
  ConversationStore,
  MediaFacts,
  StoreFault,
  StoreStatus,
} from "../core/conversationStore.ts";
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
}

/** The store on the disk. It opens at the first call; a fault never rejects, it changes `status`. */
export function openStore(options: StoreOptions): ConversationStore {
  return new Store(options);
}

/**
 * Writes go to the disk. A conversation whose write failed is held in memory as a whole from then on, and written
 * again until that succeeds: the chat goes on, and nothing is lost while the window lives.
 */
class Store implements ConversationStore {
  readonly #disk: StoreClient;
  readonly #held = new HeldConversations();
  readonly #holding = new Map<string, Promise<void>>();
  readonly #retryInterval: number;
  readonly #statusListeners = new Listeners<StoreStatus>();
  readonly #changeListeners = new Listeners<readonly string[]>();
  #status: StoreStatus = { kind: "saved" };
  #retry: NodeJS.Timeout | undefined;

  constructor({ workerFile, retryInterval = 5_000, ...options }: StoreOptions) {
    this.#disk = new StoreClient(workerFile, options, (ids) => this.#changeListeners.call(ids));
    this.#retryInterval = retryInterval;
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

  async putOpen(id: string | null): Promise<void> {
    await this.#readOr(() => this.#disk.call("putOpen", id), undefined);
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
      this.#fail(faultOf(error));
      return this.#held.putMedia(bytes, facts);
    }
  }

  async readMedia(sha256: string): Promise<Uint8Array | undefined> {
    return (
      this.#held.media.get(sha256) ??
      (await this.#readOr(() => this.#disk.call("readMedia", sha256), undefined))
    );
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
        this.#fail(faultOf(error));
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
      if (this.#held.conversations.size === 0) this.#setStatus({ kind: "saved" });
      else this.#retryLater();
    } catch (error) {
      this.#fail(faultOf(error));
    }
  }

  #fail(reason: StoreFault): void {
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
    if (before.kind === status.kind && reasonOf(before) === reasonOf(status)) return;
    this.#statusListeners.call(status);
  }

  async #readOr<T>(read: () => Promise<T>, otherwise: T): Promise<T> {
    try {
      return await read();
    } catch (error) {
      this.#fail(faultOf(error));
      return otherwise;
    }
  }
}

function reasonOf(status: StoreStatus): StoreFault | undefined {
  return status.kind === "in-memory" ? status.reason : undefined;
}
