import type { Conversation, Message } from "../core/conversation.ts";
import type { Connection } from "./connection.ts";
import * as rows from "./rows.ts";

/** The conversation to open in the workspace: the one that was open last, or the latest. */
export function readOpen(connection: Connection, workspace: string): string | null {
  const open = connection.query(
    "SELECT conversation FROM open_conversation WHERE workspace = ?",
    workspace,
  )[0];
  if (open !== undefined) return rows.textOrNull(open, "conversation");
  const latest = connection.query(
    "SELECT id FROM conversation WHERE remover IS NULL AND workspace = ? ORDER BY activity DESC LIMIT 1",
    workspace,
  )[0];
  return latest === undefined ? null : rows.textOf(latest, "id");
}

/** @param isAlive whether the window that runs an answer is there; otherwise the answer was interrupted */
export function readConversation(
  connection: Connection,
  id: string,
  isAlive: (owner: string) => boolean,
): Conversation | undefined {
  const row = connection.query(
    "SELECT * FROM conversation WHERE id = ? AND remover IS NULL",
    id,
  )[0];
  if (row === undefined) return undefined;
  const messages = connection
    .query("SELECT * FROM message WHERE conversation = ? ORDER BY seq", id)
    .flatMap((message) => readMessage(message, isAlive) ?? []);
  return rows.conversationOf(row, messages);
}

export function lastRevision(connection: Connection): number {
  const row = connection.query("SELECT value FROM counter WHERE name = 'revision'")[0];
  return row === undefined ? 0 : rows.numberOf(row, "value");
}

export interface Changes {
  /** The conversations that changed, also those that are gone. */
  readonly ids: readonly string[];
  /** Those among them that were deleted for good. */
  readonly gone: readonly string[];
}

export function readChanges(connection: Connection, since: number): Changes {
  const idsOf = (table: "conversation" | "deleted") =>
    connection
      .query(`SELECT id FROM ${table} WHERE revision > ?`, since)
      .map((row) => rows.textOf(row, "id"));
  const gone = idsOf("deleted");
  return { ids: [...idsOf("conversation"), ...gone], gone };
}

function readMessage(row: rows.Row, isAlive: (owner: string) => boolean): Message | undefined {
  const message = rows.messageOf(row);
  if (message?.role !== "assistant" || !rows.isRunning(message)) return message;
  return isAlive(rows.textOf(row, "owner")) ? message : { ...message, state: "interrupted" };
}
