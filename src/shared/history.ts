/** What the view shows of the history while it is open. */
export interface HistoryView {
  readonly scope: "here" | "all";
  /** What was searched for; empty for the whole list. */
  readonly query: string;
  /** How many of the first entries are pinned; none in search results. */
  readonly pinned: number;
  /** Milliseconds since 1970 of every entry, in the list's order: enough to lay the list out. */
  readonly times: readonly number[];
  /** The entries from `start` on: the part that the view asked for. */
  readonly start: number;
  readonly entries: readonly HistoryEntryView[];
  /** Bytes of all that is kept; null until it is known. */
  readonly bytes: number | null;
  /** The title of what was deleted last and can be brought back. */
  readonly removed: string | null;
}

export interface HistoryEntryView {
  readonly id: string;
  readonly title: string;
  /** The model's name. */
  readonly model: string;
  /** Whether it belongs to the workspace of this window; else the name of its own, empty where it has none. */
  readonly here: boolean;
  readonly folder: string;
  readonly time: number;
  readonly bytes: number;
  readonly pinned: boolean;
  /** An answer is being written in this window. */
  readonly answering: boolean;
  /** Where a search found it, and the text around; null and empty otherwise. */
  readonly messageId: string | null;
  readonly excerpt: string;
}

/** What the view asks of the history. */
export type HistoryAction =
  | { readonly do: "show" }
  | { readonly do: "hide" }
  | { readonly do: "search"; readonly query: string; readonly scope: HistoryView["scope"] }
  /** The entries that can be seen now. */
  | { readonly do: "range"; readonly start: number; readonly count: number }
  | { readonly do: "open"; readonly id: string; readonly messageId: string | null }
  | { readonly do: "rename"; readonly id: string; readonly title: string }
  | { readonly do: "pin"; readonly id: string; readonly pinned: boolean }
  /** Let it belong to this workspace. */
  | { readonly do: "attach"; readonly id: string }
  | { readonly do: "remove"; readonly id: string }
  | { readonly do: "undo" }
  /** Ask what else can be done: delete, clean up, back up, import. */
  | { readonly do: "manage" };
