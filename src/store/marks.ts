import type { Conversation } from "../core/conversation.ts";
import type { HistoryEntry } from "../core/history.ts";

/** What the history gives a conversation and the disk has not taken yet. */
export interface Mark {
  /** An empty one gives back the title that the first question makes. */
  readonly title?: string;
  readonly pinned?: boolean;
  /** It was moved to this workspace. */
  readonly attached?: true;
}

export function withMark(conversation: Conversation, { title: given }: Mark = {}): Conversation {
  if (given === undefined) return conversation;
  const { title, ...untitled } = conversation;
  return given === "" ? untitled : { ...untitled, title: given };
}

export function entryWithMark(entry: HistoryEntry, mark: Mark = {}): HistoryEntry {
  const { title = "", pinned = entry.pinned, attached } = mark;
  return { ...entry, title: title || entry.title, pinned, here: entry.here || attached === true };
}
