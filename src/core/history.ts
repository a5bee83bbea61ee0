import type { SavedChat } from "./exchange/backup.ts";

/** What the history shows and does. `src/store` implements it. */
export interface History {
  /** The order of the whole list, and nothing else: enough to lay it out. */
  outline(scope: HistoryScope): Promise<HistoryOutline>;
  /** The entries from `start` on, in the outline's order. */
  entries(scope: HistoryScope, start: number, count: number): Promise<readonly HistoryEntry[]>;
  /**
   * Conversations whose title, questions, answers or file names contain every word of the query, in any case, the
   * latest first; titles before texts. At most `limit`.
   */
  search(scope: HistoryScope, query: string, limit: number): Promise<readonly SearchHit[]>;
  /** An empty title gives back the one that the first question makes. */
  rename(id: string, title: string): Promise<void>;
  pin(id: string, pinned: boolean): Promise<void>;
  /** Makes the conversation belong to this workspace. */
  attach(id: string): Promise<void>;
  /** Adds a conversation of a backup below all others, unless its id is there already. Says whether it was added. */
  adopt(chat: SavedChat): Promise<boolean>;
  /** Hides the conversations; `restore` brings them back until this window closes, which deletes them. */
  remove(ids: readonly string[]): Promise<void>;
  restore(ids: readonly string[]): Promise<void>;
  /** Those whose last question is older than this many milliseconds since 1970, pinned ones excepted. */
  olderThan(time: number): Promise<readonly string[]>;
  /** Deletes everything, also backups and set-aside files, so that no word of it is left on the disk. Rejects where it could not. */
  removeAll(): Promise<void>;
  /** Deletes what nothing refers to any more and gives the space back to the disk. */
  cleanUp(): Promise<void>;
  /** Bytes of all that is kept. */
  diskUse(): Promise<number>;
}

/** The conversations of this workspace, or of all. */
export type HistoryScope = "here" | "all";

export interface HistoryOutline {
  /** How many of the first entries are pinned. */
  readonly pinned: number;
  /** Milliseconds since 1970 of each entry's last question. */
  readonly times: readonly number[];
}

export interface HistoryEntry {
  readonly id: string;
  readonly title: string;
  readonly model: string;
  /** Identifies the workspace it belongs to; empty for none. */
  readonly workspace: string;
  /** The workspace's name. */
  readonly folder: string;
  /** Whether it belongs to this one. */
  readonly here: boolean;
  /** Milliseconds since 1970 of the last question. */
  readonly time: number;
  /** Text and media. */
  readonly bytes: number;
  readonly pinned: boolean;
}

export interface SearchHit {
  readonly entry: HistoryEntry;
  /** Where it was found; null in the title alone. */
  readonly messageId: string | null;
  /** The text around the first place, on one line. */
  readonly excerpt: string;
}

export function outlineOf(entries: readonly HistoryEntry[]): HistoryOutline {
  return {
    pinned: entries.filter(({ pinned }) => pinned).length,
    times: entries.map(({ time }) => time),
  };
}
