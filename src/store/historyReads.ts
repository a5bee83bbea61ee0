import { subjectOf } from "../core/conversation.ts";
import type { HistoryEntry, HistoryOutline, HistoryScope } from "../core/history.ts";
import type { Connection } from "./connection.ts";
import * as rows from "./rows.ts";

/** The list leaves out what was removed, and new chats in which nothing was written. */
export const listed = "remover IS NULL AND (head IS NOT NULL OR draft IS NOT NULL)";
const order = "pinned DESC, activity DESC";
export const entryColumns =
  "id, title, subject, model, folder, workspace, updated_at, bytes, pinned, CASE WHEN subject = '' THEN draft END AS draft";

/** What limits a statement to the scope; its one parameter is the workspace. */
export function inScope(scope: HistoryScope): string {
  return scope === "here" ? "workspace = ?" : "? IS NOT NULL";
}

export function readOutline(
  connection: Connection,
  scope: HistoryScope,
  workspace: string,
): HistoryOutline {
  // One text instead of a row for each of perhaps 10,000 conversations: a fifth of the memory.
  const row = connection.query(
    `SELECT total(pinned) AS pinned, json_group_array(updated_at ORDER BY ${order}) AS times
     FROM conversation WHERE ${listed} AND ${inScope(scope)}`,
    workspace,
  )[0];
  const times: unknown = JSON.parse(rows.textOf(row ?? {}, "times") || "[]");
  return {
    pinned: rows.numberOf(row ?? {}, "pinned"),
    times: Array.isArray(times) ? times.filter((time) => typeof time === "number") : [],
  };
}

export function readEntries(
  connection: Connection,
  scope: HistoryScope,
  workspace: string,
  start: number,
  count: number,
): readonly HistoryEntry[] {
  return connection
    .query(
      `SELECT ${entryColumns} FROM conversation WHERE ${listed} AND ${inScope(scope)}
       ORDER BY ${order} LIMIT ? OFFSET ?`,
      workspace,
      count,
      start,
    )
    .map((row) => entryOf(row, workspace));
}

export function entryOf(row: rows.Row, workspace: string): HistoryEntry {
  return {
    id: rows.textOf(row, "id"),
    title: titleOf(row),
    model: rows.textOf(row, "model"),
    workspace: rows.textOf(row, "workspace"),
    folder: rows.textOf(row, "folder"),
    here: row["workspace"] === workspace,
    time: rows.numberOf(row, "updated_at"),
    bytes: rows.numberOf(row, "bytes"),
    pinned: row["pinned"] === 1,
  };
}

export function titleOf(row: rows.Row): string {
  return (
    rows.textOrNull(row, "title") ??
    (rows.textOf(row, "subject") || subjectOf(rows.draftOf(rows.textOf(row, "draft")).text))
  );
}

/** Ids whose last question is older, pinned ones excepted. */
export function readOlderThan(connection: Connection, time: number): readonly string[] {
  return connection
    .query(`SELECT id FROM conversation WHERE ${listed} AND pinned = 0 AND updated_at < ?`, time)
    .map((row) => rows.textOf(row, "id"));
}
