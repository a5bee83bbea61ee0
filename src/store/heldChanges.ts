import type { Conversation } from "../core/conversation.ts";

/** Names of what changes of a conversation, beside the messages, which are named by their ids. */
export const settingsPart = "settings";
export const draftPart = "draft";

type Change = (conversation: Conversation) => Conversation;

/** What changed of conversations since they are held in memory. */
export class HeldChanges {
  /** Of those that could not be read, to be put over what is read later. */
  readonly #unread = new Map<string, Map<string, Change>>();
  /** What is to be written: the rest may be older than what other windows wrote meanwhile. */
  readonly #parts = new Map<string, Set<string>>();

  /** From now on it is held, and not read yet. */
  begin(id: string): void {
    this.#unread.set(id, new Map());
    this.#parts.set(id, new Set());
  }

  add(id: string, part: string, change: Change): void {
    this.#parts.get(id)?.add(part);
    const unread = this.#unread.get(id);
    // The head that comes last counts.
    if (part === settingsPart) unread?.delete(part);
    unread?.set(part, change);
  }

  isUnread(id: string): boolean {
    return this.#unread.has(id);
  }

  /** Whether that is known of a conversation that is unread. */
  knows(id: string, part: string): boolean {
    return this.#unread.get(id)?.has(part) === true;
  }

  /** It was read: what the disk has of it with what changed, or undefined where that is nothing. */
  putOver(id: string, base: Conversation | undefined): Conversation | undefined {
    const changes = this.#unread.get(id);
    this.#unread.delete(id);
    if (changes === undefined || base === undefined) return undefined;
    return [...changes.values()].reduce((whole, change) => change(whole), base);
  }

  /** Undefined for a conversation of which nothing is on the disk: all of it is to be written. */
  partsOf(id: string): ReadonlySet<string> | undefined {
    return this.#parts.get(id);
  }

  delete(id: string): void {
    this.#unread.delete(id);
    this.#parts.delete(id);
  }

  clear(): void {
    this.#unread.clear();
    this.#parts.clear();
  }
}
