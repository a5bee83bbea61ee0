import type { MediaRef } from "../core/attachment.ts";
import type { Conversation, Message } from "../core/conversation.ts";
import type { Draft } from "../core/draft.ts";
import type { MediaFacts, StoreStatus } from "../core/conversationStore.ts";
import {
  outlineOf,
  type HistoryEntry,
  type HistoryOutline,
  type HistoryScope,
  type SearchHit,
} from "../core/history.ts";
import type { SavedChat } from "../core/exchange/backup.ts";
import { HistoryIsOff, StoreIsClosed } from "./fault.ts";
import { HeldConversations } from "./heldConversations.ts";
import { HeldWriter } from "./heldWriter.ts";
import { Listeners } from "./listeners.ts";
import { PutOrder } from "./putOrder.ts";
import { SavingStatus } from "./savingStatus.ts";
import type { Store } from "./store.ts";
import { StoreClient } from "./storeClient.ts";
import type { StoreOptions } from "./storeOptions.ts";
import type { Call } from "./threadProtocol.ts";

/** What changes a conversation, on the disk and in memory alike. */
type Put = "putConversation" | "putMessage" | "putDraft" | "putAll";

/**
 * The store on the disk. It opens at the first call. A fault changes `status` and rejects nothing, but for
 * `load`, `allEntries`, `removeAll`, `cleanUp` and `adopt`: there a StoreError says that it was not done, or
 * StoreIsClosed after `close`. `allEntries` rejects with HistoryIsOff, too.
 */
export function openStore(options: StoreOptions): Store {
  return new WindowStore(options);
}

/**
 * Writes go to the disk. A conversation whose write failed is held in memory as a whole from then on, and what changes
 * is written until that succeeds: the chat goes on, and nothing is lost while the window lives. While the history is
 * off, what changes is held the same way; it is written only when its chat goes on after the history is on again.
 */
class WindowStore implements Store {
  readonly #disk: StoreClient;
  readonly #held: HeldConversations;
  readonly #writer: HeldWriter;
  readonly #retryInterval: number;
  readonly #isOff: () => boolean;
  readonly #status: SavingStatus;
  readonly #order = new PutOrder();
  readonly #changeListeners = new Listeners<readonly string[]>();
  #retry: NodeJS.Timeout | undefined;

  constructor({
    workerFile,
    retryInterval = 5_000,
    onFault,
    onRollbackJournal = () => undefined,
    isOff = () => false,
    ...options
  }: StoreOptions) {
    this.#disk = new StoreClient(workerFile, options, {
      isOff,
      onRollbackJournal,
      onChanged: ({ ids, gone }) => {
        for (const id of gone) this.#writer.forget(id);
        this.#changeListeners.call(ids);
      },
      onRecovered: (recovery) => this.#status.recovered(recovery),
    });
    this.#held = new HeldConversations(isOff);
    const onWritten = (id: string) => this.#changeListeners.call([id]);
    this.#writer = new HeldWriter(this.#disk, this.#held, onWritten);
    this.#isOff = isOff;
    this.#retryInterval = retryInterval;
    this.#status = new SavingStatus(onFault);
  }

  get status(): StoreStatus {
    return this.#isOff() ? { kind: "off" } : this.#status.current;
  }

  async latest(): Promise<Conversation | undefined> {
    return this.#held.marked(await this.#readOr(() => this.#disk.call("latest"), undefined));
  }

  async load(id: string): Promise<Conversation | undefined> {
    if (this.#held.removals.get(id) === "remove") return undefined;
    try {
      if (this.#held.isUnread(id)) await this.#writer.read(id);
      else if (!this.#held.conversations.has(id))
        return this.#held.marked(await this.#disk.call("load", id));
    } catch (error) {
      this.#fail(error);
      if (!(error instanceof HistoryIsOff) && !this.#held.isWhole(id)) throw error;
    }
    return this.#held.get(id);
  }

  async putOpen(id: string): Promise<void> {
    await this.#try(() => this.#disk.call("putOpen", id));
  }

  putConversation(conversation: Conversation): Promise<void> {
    return this.#put(conversation.id, "", "putConversation", conversation);
  }

  putMessage(conversationId: string, message: Message): Promise<void> {
    return this.#put(conversationId, message.id, "putMessage", conversationId, message);
  }

  putDraft(conversationId: string, draft: Draft): Promise<void> {
    return this.#put(conversationId, "", "putDraft", conversationId, draft);
  }

  putAll(conversation: Conversation): Promise<void> {
    return this.#put(conversation.id, "", "putAll", conversation);
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

  async allEntries(): Promise<readonly HistoryEntry[]> {
    return this.#held.entriesBefore(await this.#disk.call("entries", "all", 0, -1));
  }

  async outline(scope: HistoryScope): Promise<HistoryOutline> {
    if (this.#held.isAhead) return outlineOf(await this.#entriesOf(scope));
    return this.#readOr(() => this.#disk.call("outline", scope), { pinned: 0, times: [] });
  }

  async entries(
    scope: HistoryScope,
    start: number,
    count: number,
  ): Promise<readonly HistoryEntry[]> {
    if (this.#held.isAhead) {
      return (await this.#entriesOf(scope)).slice(start, start + count);
    }
    return this.#readOr(() => this.#disk.call("entries", scope, start, count), []);
  }

  async search(scope: HistoryScope, query: string, limit: number): Promise<readonly SearchHit[]> {
    const saved = await this.#readOr(() => this.#disk.call("search", scope, query, limit), []);
    return this.#held.hitsBefore(query, saved).slice(0, limit);
  }

  async rename(id: string, title: string): Promise<void> {
    this.#held.rename(id, title);
    await this.#try(() => this.#writer.mark());
  }

  async pin(id: string, pinned: boolean): Promise<void> {
    this.#held.pin(id, pinned);
    await this.#try(() => this.#writer.mark());
  }

  async attach(id: string): Promise<void> {
    this.#held.attach(id);
    await this.#try(() => this.#writer.mark());
  }

  readonly adopt = async (chat: SavedChat): Promise<boolean> => {
    const { id } = chat.conversation;
    const wasRemoved = this.#held.isRemoved(id);
    if (wasRemoved) await this.restore([id]);
    if (!this.#isOff()) return (await this.#disk.call("adopt", chat)) || wasRemoved;
    if ((await this.load(id)) !== undefined) return wasRemoved;
    await this.#try(() => this.#writer.hold(id));
    return this.#held.adopt(chat);
  };

  async remove(ids: readonly string[]): Promise<void> {
    this.#held.remove(ids);
    await this.#try(() => this.#writer.remove());
  }

  async restore(ids: readonly string[]): Promise<void> {
    this.#held.restore(ids);
    await this.#try(() => this.#writer.remove());
    if (ids.some((id) => this.#held.conversations.has(id))) await this.#writeHeld();
  }

  async olderThan(time: number): Promise<readonly string[]> {
    const ids = await this.#readOr(() => this.#disk.call("olderThan", time), []);
    return ids.filter((id) => this.#held.marks.get(id)?.pinned !== true);
  }

  async removeAll(): Promise<void> {
    this.#writer.clear();
    await this.#disk.call("removeAll");
  }

  async cleanUp(): Promise<void> {
    await this.#disk.call("cleanUp");
  }

  async diskUse(): Promise<number> {
    return this.#readOr(() => this.#disk.call("diskUse"), 0);
  }

  onStatus(listener: (status: StoreStatus) => void): () => void {
    return this.#status.onChange(listener);
  }

  onChange(listener: (ids: readonly string[]) => void): () => void {
    return this.#changeListeners.add(listener);
  }

  async close(): Promise<void> {
    clearTimeout(this.#retry);
    if (this.#status.current.kind === "in-memory" || this.#held.waiting.length > 0)
      await this.#writeHeld();
    clearTimeout(this.#retry);
    await this.#disk.close();
  }

  /** @param row names what the method puts, where that is one of several things */
  #put<M extends Put>(id: string, row: string, method: M, ...args: Call<M>["args"]): Promise<void> {
    return this.#order.run(JSON.stringify([id, method, row]), async (isLast) => {
      if (!this.#writer.holds(id)) {
        try {
          const isThere = await this.#disk.call(method, ...args);
          // Another window deleted it, and this one has not heard of that.
          if (!isThere) this.#changeListeners.call([id]);
          return await this.#goOn(id);
        } catch (error) {
          this.#fail(error);
        }
      }
      await this.#try(() => this.#writer.hold(id));
      // While this one failed, a later one may have reached the disk.
      if (isLast()) Reflect.apply(this.#held[method], this.#held, args);
      await this.#goOn(id);
      // What kept the chat from the disk may be over by now, and so be told no more.
      if (this.#retry === undefined && this.#held.waiting.includes(id)) this.#retryLater();
    });
  }

  /** Writes what was kept of the chat while the history was off. */
  async #goOn(id: string): Promise<void> {
    if (!this.#isOff() && this.#held.release(id)) await this.#writeHeld();
  }

  async #writeHeld(): Promise<void> {
    if (this.#isOff()) return this.#retryLater();
    try {
      await this.#writer.write();
      if (this.#held.waiting.length === 0) this.#status.saved();
      else this.#retryLater();
    } catch (error) {
      this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    if (error instanceof HistoryIsOff || error instanceof StoreIsClosed) return;
    this.#status.failed(error);
    this.#retryLater();
  }

  #retryLater(): void {
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => {
      this.#retry = undefined;
      void this.#writeHeld();
    }, this.#retryInterval);
    this.#retry.unref();
  }

  async #entriesOf(scope: HistoryScope): Promise<readonly HistoryEntry[]> {
    // One that was moved here may not be here on the disk yet.
    const saved = await this.#readOr(() => this.#disk.call("entries", "all", 0, -1), []);
    return this.#held.entriesBefore(saved).filter(({ here }) => here || scope === "all");
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
