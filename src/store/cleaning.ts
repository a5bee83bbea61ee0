import type { Connection } from "./connection.ts";
import { lastRevision } from "./conversationReads.ts";
import { touch } from "./conversationWrites.ts";
import type { MediaFiles } from "./mediaFiles.ts";
import * as rows from "./rows.ts";
import { searchTriggers } from "./schema.ts";
import type { Windows } from "./windows.ts";

/** What was deleted is remembered for so many changes: longer than any window takes to hear of it. */
const remembered = 100_000;

/* Deleting for good. Callers hold a transaction, so that no window puts what another one is deleting. */

/** The windows that are gone and left something to settle. */
export function deadWindows(connection: Connection, windows: Windows): readonly string[] {
  const owners = connection
    .query(
      `SELECT owner AS id FROM message WHERE owner IS NOT NULL
       UNION SELECT remover FROM conversation WHERE remover IS NOT NULL
       UNION SELECT owner FROM media WHERE owner IS NOT NULL`,
    )
    .map((row) => rows.textOf(row, "id"));
  return owners.filter((owner) => !windows.isAlive(owner));
}

/** @returns whether there were any */
export function settleWindows(connection: Connection, windows: Windows): boolean {
  const dead = deadWindows(connection, windows);
  for (const id of dead) {
    settleWindow(connection, id);
    windows.forget(id);
  }
  return dead.length > 0;
}

/** Ends what a window leaves: its running answers are interrupted, which others hear of, and what it removed is deleted. */
export function settleWindow(connection: Connection, id: string): void {
  const answering = connection.query(
    "SELECT DISTINCT conversation FROM message WHERE owner = ?",
    id,
  );
  connection.run("UPDATE message SET state = 'interrupted', owner = NULL WHERE owner = ?", id);
  for (const row of answering) touch(connection, rows.textOf(row, "conversation"));
  deleteRemoved(connection, id);
  connection.run("UPDATE media SET owner = NULL WHERE owner = ?", id);
}

/** Deletes the conversations that this window removed. */
export function deleteRemoved(connection: Connection, remover: string): void {
  remember(connection, "remover = ?", remover);
  connection.run("DELETE FROM conversation WHERE remover = ?", remover);
}

/** Keeps the ids of what is about to be deleted: other windows leave those conversations, and write none anew. */
function remember(connection: Connection, where: string, ...values: readonly string[]): void {
  connection.run("UPDATE counter SET value = value + 1 WHERE name = 'revision'");
  connection.run(
    `INSERT OR REPLACE INTO deleted
     SELECT id, (SELECT value FROM counter WHERE name = 'revision') FROM conversation WHERE ${where}`,
    ...values,
  );
}

export function forgetDeleted(connection: Connection): void {
  const oldest = lastRevision(connection) - remembered;
  connection.run("DELETE FROM deleted WHERE revision < ?", oldest);
}

/**
 * Deletes conversations in which nothing was ever asked, and whose draft is gone. One that a window has just begun has
 * a later revision.
 */
export function deleteEmpty(connection: Connection, revision: number): void {
  connection.run(
    `DELETE FROM conversation WHERE revision <= ? AND head IS NULL AND draft IS NULL AND title IS NULL AND pinned = 0
     AND NOT EXISTS (SELECT 1 FROM message WHERE message.conversation = conversation.id)
     AND NOT EXISTS (SELECT 1 FROM open_conversation WHERE open_conversation.conversation = conversation.id)`,
    revision,
  );
}

/** Deletes media that nothing uses and no window holds, and what a killed process left half written. */
export function collectMedia(connection: Connection, media: MediaFiles): void {
  connection.run(
    "DELETE FROM media WHERE owner IS NULL AND sha256 NOT IN (SELECT sha256 FROM media_use)",
  );
  const known = new Set(
    connection.query("SELECT sha256 FROM media").map((row) => rows.textOf(row, "sha256")),
  );
  for (const name of media.names()) {
    if (!known.has(name)) media.remove(name);
  }
}

/** Deletes every row but the ids; the search index goes at once, not word by word. */
export function deleteAll(connection: Connection): void {
  remember(connection, "TRUE");
  connection.database.exec(`
    DROP TRIGGER words_insert; DROP TRIGGER words_delete; DROP TRIGGER words_update;
    INSERT INTO words (words) VALUES ('delete-all');
    DELETE FROM message; DELETE FROM media_use; DELETE FROM media; DELETE FROM conversation;
    DELETE FROM open_conversation;
    ${searchTriggers}
  `);
}

/** Gives freed pages back to the disk and empties the log, so that nothing deleted is left in either. Not in a transaction. */
export function compact(connection: Connection): void {
  connection.database.exec("VACUUM; PRAGMA wal_checkpoint(TRUNCATE)");
}
