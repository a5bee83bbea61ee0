import type { MediaRef } from "./attachment.ts";
import type { Conversation, Message } from "./conversation.ts";
import type { Draft } from "./draft.ts";
import type { HistoryEntry } from "./history.ts";

/**
 * Where conversations are kept. Writes are rows, never whole conversations; a promise that resolves means the
 * words are on the disk, or that `status` says why they live in memory only. `src/store` implements it.
 */
export interface ConversationStore {
  /** The conversation that was last open in this workspace; see `load`. */
  latest(): Promise<Conversation | undefined>;
  /**
   * Reads, never writes. An answer that was running in a window that is gone is `interrupted`; one that another
   * live window is running keeps its state. Undefined for one that is gone; rejects where it can't be read now.
   */
  load(id: string): Promise<Conversation | undefined>;
  /** The entries of all conversations; rejects where they can't be read, or the history is off. */
  allEntries(): Promise<readonly HistoryEntry[]>;
  /** Remembers what `latest` returns after a reload; none for a chat in which nothing was written. */
  putOpen(id: string): Promise<void>;
  /**
   * Creates or updates all but the messages, the draft and what the history owns (title, pin, workspace). What is put
   * of a conversation that was deleted is lost: `onChange` names it again.
   */
  putConversation(conversation: Conversation): Promise<void>;
  /** Adds the message, which makes it the head, or updates the one with its id. */
  putMessage(conversationId: string, message: Message): Promise<void>;
  putDraft(conversationId: string, draft: Draft): Promise<void>;

  /** Keeps the bytes under their hash; equal bytes are kept once. */
  putMedia(bytes: Uint8Array, facts: MediaFacts): Promise<MediaRef>;
  /** Undefined where the file is missing or no longer has the content of its name. */
  readMedia(sha256: string): Promise<Uint8Array | undefined>;

  readonly status: StoreStatus;
  /** Calls back at each change of `status`, until the returned function is called. */
  onStatus(listener: (status: StoreStatus) => void): () => void;
  /** Calls back with the ids that changed, in this window or another, until the returned function is called. */
  onChange(listener: (ids: readonly string[]) => void): () => void;
  close(): Promise<void>;
}

export type MediaFacts = Pick<MediaRef, "mime" | "width" | "height">;

export type StoreStatus =
  | { readonly kind: "saved"; readonly recovered?: Recovery }
  /** The history is switched off: nothing is written. */
  | { readonly kind: "off" }
  /** What could not be written is kept in memory and tried again. */
  | { readonly kind: "in-memory"; readonly reason: StoreFault };

/** The database was damaged: it is kept under another name, and what could be read of it goes on. */
export interface Recovery {
  readonly kept: string;
  /** How many could be read. */
  readonly conversations: number;
  readonly messages: number;
}

export const storeFaults = [
  /** No space is left, or a quota is used up. */
  "full",
  /** The file or its folder may not be written. */
  "read-only",
  /** Another program holds the database for longer than we wait. */
  "locked",
  /** The database is no database, or damaged beyond what could be set aside. */
  "damaged",
  /** A newer version of the extension wrote it; it is read, never written. */
  "newer",
  /** Anything else: no SQLite in this host, the thread ended, an unknown error. */
  "unavailable",
] as const;
export type StoreFault = (typeof storeFaults)[number];
