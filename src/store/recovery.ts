import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { Recovery } from "../core/conversationStore.ts";
import { Connection } from "./connection.ts";
import { ensureConversation, useMedia } from "./conversationWrites.ts";
import { busyTimeout, createDatabase, emptyDatabase, isSound, openDatabase } from "./database.ts";
import { faultOf } from "./fault.ts";
import type { MediaFiles } from "./mediaFiles.ts";
import * as rows from "./rows.ts";

/**
 * Sets a damaged database aside, never deleting it, and carries every row that can still be read into a new one.
 * Windows that find the damage at the same time wait for each other; only the first one acts.
 * @returns undefined where another window was faster.
 * @throws what says that another program holds it: nothing was done then, and the next call tries it again
 */
export function recover(file: string, media: MediaFiles): Recovery | undefined {
  return withLock(file, () => {
    if (isUsable(file)) return undefined;
    const source = attempt(() => new DatabaseSync(file, { timeout: busyTimeout }));
    try {
      // No window may write what is being carried over. A file this is not possible with cannot be written either.
      attempt(() => source?.exec("PRAGMA trusted_schema = OFF; BEGIN IMMEDIATE"));
      const counts = makeFresh(file, source, media);
      return { ...counts, kept: replaceByFresh(file) };
    } finally {
      source?.close();
    }
  });
}

/** Ends a recovery whose process died between its last steps. */
export function finishRecovery(file: string): void {
  if (!existsSync(`${file}.fresh`)) return;
  withLock(file, () => {
    if (existsSync(`${file}.fresh`)) replaceByFresh(file);
  });
}

/** What only one window may do at a time: making the file, and replacing it. */
export function withLock<T>(file: string, work: () => T): T {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const lock = new DatabaseSync(`${file}.lock`, { timeout: 60_000 });
  try {
    lock.exec("BEGIN EXCLUSIVE");
    return work();
  } finally {
    lock.close();
  }
}

function isUsable(file: string): boolean {
  if (!existsSync(file)) return true;
  const database = attempt(() => openDatabase(file));
  if (database === undefined) return false;
  try {
    return attempt(() => isSound(database) && hasOurColumns(database)) === true;
  } finally {
    database.close();
  }
}

/** Whether no column is missing: a name that is damaged is still a name, which SQLite finds nothing wrong with. */
function hasOurColumns(database: DatabaseSync): boolean {
  const fresh = emptyDatabase();
  try {
    const columns = `SELECT t.name || '.' || c.name AS name
      FROM sqlite_schema t, pragma_table_info(t.name) c WHERE t.type = 'table'`;
    const there = new Set(
      database
        .prepare(columns)
        .all()
        .map(({ name }) => name),
    );
    const wanted = fresh.prepare(columns).all();
    return wanted.every(({ name }) => there.has(name));
  } finally {
    fresh.close();
  }
}

/** It gets its name when it is whole: from then on the recovery is decided, and any window can end it. */
function makeFresh(
  file: string,
  source: DatabaseSync | undefined,
  media: MediaFiles,
): Omit<Recovery, "kept"> {
  const partial = `${file}.partial`;
  for (const end of ["", "-wal", "-shm"]) rmSync(partial + end, { force: true });
  const target = new Connection(createDatabase(partial), partial);
  let counts = { conversations: 0, messages: 0 };
  try {
    if (source !== undefined) carryOver(source, target, media);
    counts = { conversations: count(target, "conversation"), messages: count(target, "message") };
    target.database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  } finally {
    target.database.close();
  }
  renameSync(partial, `${file}.fresh`);
  return counts;
}

function count(target: Connection, table: "conversation" | "message"): number {
  const row = target.query(`SELECT count(*) AS count FROM ${table}`)[0];
  return row === undefined ? 0 : rows.numberOf(row, "count");
}

function replaceByFresh(file: string): string {
  let number = 1;
  while (existsSync(`${file}.damaged-${number}`)) number++;
  const kept = `${file}.damaged-${number}`;
  if (existsSync(`${file}-wal`)) renameSync(`${file}-wal`, `${kept}-wal`);
  rmSync(`${file}-shm`, { force: true });
  if (existsSync(file)) renameSync(file, kept);
  renameSync(`${file}.fresh`, file);
  return kept;
}

type Table = "conversation" | "message" | "deleted";

function carryOver(source: DatabaseSync, target: Connection, media: MediaFiles): void {
  target.database.exec("BEGIN IMMEDIATE");
  for (const row of readableRows(source, "conversation")) insertConversation(target, row);
  for (const row of readableRows(source, "message")) insertMessage(target, row);
  for (const row of readableRows(source, "deleted")) insert(target, "deleted", row);
  for (const name of media.names()) keepMedia(target, media, name);
  repairAfterRecovery(target);
  target.database.exec("COMMIT");
}

/** Row by row, by its number, so that a bad page costs no more than the rows in it. */
function* readableRows(source: DatabaseSync, table: Table): Generator<rows.Row> {
  const statement = attempt(() => source.prepare(`SELECT * FROM ${table} WHERE rowid = ?`));
  if (statement === undefined) return;
  for (let rowid = 1, last = lastRowid(source, table); rowid <= last; rowid++) {
    const row = attempt(() => statement.get(rowid));
    if (row !== undefined) yield row;
  }
}

/** The largest row number; where the way to it is damaged, as many as the file could hold. */
function lastRowid(source: DatabaseSync, table: string): number {
  const row = attempt(() => source.prepare(`SELECT max(rowid) AS last FROM ${table}`).get());
  if (row !== undefined) return rows.numberOf(row, "last");
  const pages = attempt(() => source.prepare("PRAGMA page_count").get());
  const rowsOnPage = 64;
  return (pages === undefined ? 0 : rows.numberOf(pages, "page_count")) * rowsOnPage;
}

function insertConversation(target: Connection, row: rows.Row): void {
  insert(target, "conversation", row);
  const draft = rows.draftOf(rows.textOf(row, "draft"));
  attempt(() => useMedia(target, rows.textOf(row, "id"), rows.hashesOfDraft(draft)));
}

function insertMessage(target: Connection, row: rows.Row): void {
  const message = rows.messageOf(row);
  if (message === undefined) return;
  const conversation = rows.textOf(row, "conversation");
  // Its conversation's row may be lost.
  ensureConversation(target, conversation, message.createdAt, { workspace: "", folder: "" });
  insert(target, "message", row);
  if (message.role === "user") useMedia(target, conversation, rows.hashesOf(message.attachments));
}

/** Only columns that we know; a row of the wrong shape is left in the file that is kept. */
function insert(target: Connection, table: Table, row: rows.Row): void {
  const columns = target
    .query("SELECT name FROM pragma_table_info(?)", table)
    .map((column) => rows.textOf(column, "name"))
    .filter((name) => row[name] !== undefined);
  const marks = columns.map(() => "?").join(", ");
  attempt(() =>
    target.run(
      `INSERT OR IGNORE INTO ${table} (${columns.join(", ")}) VALUES (${marks})`,
      ...columns.map((name) => row[name] ?? null),
    ),
  );
}

/** Media that no question and no draft uses any more are collected later. */
function keepMedia(target: Connection, media: MediaFiles, name: string): void {
  const size = media.read(name)?.byteLength;
  if (size !== undefined) target.run("INSERT OR IGNORE INTO media VALUES (?, ?, NULL)", name, size);
}

/** The counters go on after the largest number used; a head that was lost is the last message. */
function repairAfterRecovery(target: Connection): void {
  for (const counter of ["activity", "revision"]) {
    target.run(
      `UPDATE counter SET value = (SELECT coalesce(max(${counter}), 0) FROM conversation) WHERE name = ?`,
      counter,
    );
  }
  target.run(
    `UPDATE conversation SET head = (SELECT id FROM message WHERE message.conversation = conversation.id ORDER BY seq DESC LIMIT 1)
     WHERE NOT EXISTS (SELECT 1 FROM message WHERE message.conversation = conversation.id AND message.id = head)`,
  );
  target.run(
    `UPDATE conversation SET subject = coalesce((SELECT substr(text, 1, 80) FROM message
       WHERE message.conversation = conversation.id AND parent IS NULL ORDER BY seq LIMIT 1), '')
     WHERE subject = ''`,
  );
}

/** Undefined for what is damaged. What another program holds is whole, and left alone. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (faultOf(error) === "locked") throw error;
    return undefined;
  }
}
