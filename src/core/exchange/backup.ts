import * as v from "valibot";
import type { HistoryEntry } from "../history.ts";
import { conversationSchema, type SavedConversation } from "./chatFormat.ts";

/**
 * A backup of the whole history, version 1: a text file with one JSON value in each line; `FORMAT.md` says which. It
 * is written and read line by line, so that it can be larger than the memory.
 */
export type BackupLine =
  | { readonly type: "header"; readonly format: "eigen-history"; readonly version: 1 }
  /** A picture or video, before the first chat that uses it. `content`: base64. */
  | {
      readonly type: "media";
      readonly sha256: string;
      readonly mime: string;
      readonly content: string;
    }
  | ({ readonly type: "chat" } & SavedChat);

/** A conversation with what the history knows of it. */
export interface SavedChat {
  readonly conversation: SavedConversation;
  readonly pinned: boolean;
  readonly workspace: string;
  readonly folder: string;
}

/** The longest line that is read, in characters: the largest video takes less. */
export const longestLine = 300_000_000;

const place = v.fallback(v.pipe(v.string(), v.maxLength(10_000)), "");
const schema = v.variant("type", [
  v.object({
    type: v.literal("header"),
    format: v.literal("eigen-history"),
    version: v.literal(1),
  }),
  v.object({
    type: v.literal("media"),
    sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
    mime: v.pipe(v.string(), v.regex(/^(image|video)\/[\w.+-]{1,100}$/)),
    content: v.string(),
  }),
  v.object({
    type: v.literal("chat"),
    conversation: conversationSchema,
    pinned: v.fallback(v.boolean(), false),
    workspace: place,
    folder: place,
  }),
]) satisfies v.GenericSchema<unknown, BackupLine>;

export const backupHeader: BackupLine = { type: "header", format: "eigen-history", version: 1 };

export function backupChat(
  conversation: SavedConversation,
  { pinned, workspace, folder }: HistoryEntry,
): BackupLine {
  return { type: "chat", conversation, pinned, workspace, folder };
}

/** With its line break. */
export function writeLine(line: BackupLine): string {
  return `${JSON.stringify(line)}\n`;
}

/** Undefined for a line that is none of a backup. */
export function readLine(text: string): BackupLine | undefined {
  try {
    const result = v.safeParse(schema, JSON.parse(text));
    return result.success ? result.output : undefined;
  } catch {
    return undefined;
  }
}
