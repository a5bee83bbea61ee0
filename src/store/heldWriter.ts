import type { HeldConversations } from "./heldConversations.ts";
import type { StoreClient } from "./storeClient.ts";

/** Takes conversations into memory, and gives the disk what it could not take before. Every call throws its faults. */
export class HeldWriter {
  readonly #disk: StoreClient;
  readonly #held: HeldConversations;
  readonly #onWritten: (id: string) => void;
  readonly #holding = new Map<string, Promise<void>>();

  /** @param onWritten told of a conversation that is not held any more: the disk may have more of it */
  constructor(disk: StoreClient, held: HeldConversations, onWritten: (id: string) => void) {
    this.#disk = disk;
    this.#held = held;
    this.#onWritten = onWritten;
  }

  /** Whether it is in memory, or on its way there. */
  holds(id: string): boolean {
    return this.#holding.has(id);
  }

  /** Takes the conversation into memory; rejects once where it can't be read, and holds what changes all the same. */
  hold(id: string): Promise<void> {
    const held = this.#holding.get(id);
    if (held !== undefined) return held;
    this.#held.takeUnread(id);
    const holding = this.read(id);
    this.#holding.set(
      id,
      holding.catch(() => undefined),
    );
    return holding;
  }

  /** Reads what the disk has of a conversation that is held. */
  async read(id: string): Promise<void> {
    this.#held.putUnder(id, await this.#disk.call("load", id));
  }

  async write(): Promise<void> {
    for (const [sha256, bytes] of this.#held.waitingMedia) {
      await this.#disk.call("putMedia", bytes, { mime: "" });
      this.#held.media.delete(sha256);
    }
    for (const id of this.#held.waiting) await this.#writeOne(id);
    await this.mark();
    await this.remove();
  }

  /** Names, pins and moves, also what could not be done before. */
  async mark(): Promise<void> {
    const { marks, waitingMarks } = this.#held;
    for (const [id, mark] of waitingMarks) {
      await this.#disk.call("mark", id, mark);
      if (marks.get(id) === mark) marks.delete(id);
    }
  }

  /** Removes and brings back, also what could not be done before. */
  async remove(): Promise<void> {
    const { removals } = this.#held;
    for (const method of ["remove", "restore"] as const) {
      const ids = [...removals.keys()].filter((id) => removals.get(id) === method);
      if (ids.length === 0) continue;
      await this.#disk.call(method, ids);
      for (const id of ids) if (removals.get(id) === method) removals.delete(id);
    }
  }

  /** It was deleted for good, perhaps before a backup brought it back. */
  forget(id: string): void {
    if (this.#held.adopted.has(id)) return;
    this.#held.forget(id);
    this.#holding.delete(id);
  }

  clear(): void {
    this.#held.removeAll();
    this.#holding.clear();
  }

  async #writeOne(id: string): Promise<void> {
    if (this.#held.isUnread(id)) await this.read(id);
    const conversation = this.#held.conversations.get(id);
    if (conversation === undefined || this.#held.isRemoved(id)) return;
    const adopted = this.#held.adopted.get(id);
    if (adopted !== undefined) await this.#disk.call("adopt", adopted);
    this.#held.adopted.delete(id);
    await this.#disk.call("putAll", conversation, this.#held.changedParts(id));
    // What changed meanwhile is written next time.
    if (this.#held.conversations.get(id) !== conversation) return;
    this.#held.letGo(id);
    this.#holding.delete(id);
    this.#onWritten(id);
  }
}
