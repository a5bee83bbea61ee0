import type { DatabaseSync } from "node:sqlite";

/** "EGNC": tells our file from anyone else's. */
export const applicationId = 0x45474e43;

/** Keep the index of the words; an answer is in it from its end on. */
export const searchTriggers = `
  CREATE TRIGGER words_insert AFTER INSERT ON message WHEN new.owner IS NULL BEGIN
    INSERT INTO words (rowid, text, files) VALUES (new.seq, new.text, new.files);
  END;
  CREATE TRIGGER words_delete AFTER DELETE ON message WHEN old.owner IS NULL BEGIN
    INSERT INTO words (words, rowid, text, files) VALUES ('delete', old.seq, old.text, old.files);
  END;
  CREATE TRIGGER words_update AFTER UPDATE OF text, files, owner ON message
  WHEN old.owner IS NOT new.owner OR (new.owner IS NULL AND (old.text <> new.text OR old.files <> new.files)) BEGIN
    INSERT INTO words (words, rowid, text, files)
      SELECT 'delete', old.seq, old.text, old.files WHERE old.owner IS NULL;
    INSERT INTO words (rowid, text, files)
      SELECT new.seq, new.text, new.files WHERE new.owner IS NULL;
  END;
`;

/**
 * One step per schema version, each run in one transaction after a backup. A step that is released never changes.
 * `user_version` is their count.
 *
 * - `conversation.activity` orders the list and `message.seq` the messages: the clock is only shown.
 * - `conversation.revision` tells other windows what changed.
 * - `conversation.remover` is the window that removed it and may bring it back.
 * - `deleted` tells other windows what is gone for good: its id, and not a word of it.
 * - `message.owner` is the window that runs the answer; null once it has ended.
 * - `extra` is JSON with all that has no column, also what a newer version put there.
 */
export const migrations: readonly string[] = [
  `
  CREATE TABLE counter (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
  INSERT INTO counter VALUES ('revision', 0), ('activity', 0);

  CREATE TABLE open_conversation (workspace TEXT PRIMARY KEY, conversation TEXT) WITHOUT ROWID;

  CREATE TABLE conversation (
    id TEXT PRIMARY KEY,
    activity INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    subject TEXT NOT NULL DEFAULT '',
    title TEXT,
    pinned INTEGER NOT NULL DEFAULT 0,
    remover TEXT,
    workspace TEXT NOT NULL DEFAULT '',
    folder TEXT NOT NULL DEFAULT '',
    model TEXT NOT NULL,
    head TEXT,
    bytes INTEGER NOT NULL DEFAULT 0,
    draft TEXT,
    extra TEXT NOT NULL DEFAULT '{}'
  );
  CREATE INDEX conversation_by_activity ON conversation (pinned DESC, activity DESC);
  CREATE INDEX conversation_by_revision ON conversation (revision);

  CREATE TABLE message (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    conversation TEXT NOT NULL REFERENCES conversation ON DELETE CASCADE,
    id TEXT NOT NULL,
    parent TEXT,
    role TEXT NOT NULL,
    state TEXT,
    owner TEXT,
    created_at INTEGER NOT NULL,
    text TEXT NOT NULL,
    reasoning TEXT NOT NULL DEFAULT '',
    files TEXT NOT NULL DEFAULT '',
    extra TEXT NOT NULL DEFAULT '{}',
    UNIQUE (conversation, id)
  );
  CREATE INDEX message_running ON message (owner) WHERE owner IS NOT NULL;

  CREATE TABLE media (
    sha256 TEXT PRIMARY KEY,
    size INTEGER NOT NULL,
    owner TEXT
  ) WITHOUT ROWID;
  CREATE TABLE media_use (
    conversation TEXT NOT NULL REFERENCES conversation ON DELETE CASCADE,
    sha256 TEXT NOT NULL,
    PRIMARY KEY (conversation, sha256)
  ) WITHOUT ROWID;

  CREATE VIRTUAL TABLE words USING fts5 (
    text, files, content = 'message', content_rowid = 'seq',
    tokenize = 'trigram', detail = 'none', columnsize = 0
  );
  ${searchTriggers}
  `,
  // The ends of texts, for words of one or two characters; see `shortWords.ts`.
  `CREATE INDEX message_end ON message (substr(text, -2) || ' ' || substr(files, -2));`,
  `CREATE TABLE deleted (id TEXT PRIMARY KEY, revision INTEGER NOT NULL);
  CREATE INDEX deleted_by_revision ON deleted (revision);`,
];

/** The schema version of an open database; 0 for an empty one. */
export function schemaVersion(database: DatabaseSync): number {
  return Number(database.prepare("PRAGMA user_version").get()?.["user_version"] ?? 0);
}

/** Runs the steps from the database's version on; each is all or nothing, also when the process dies within it. */
export function migrate(database: DatabaseSync): void {
  for (const [version, step] of migrations.entries()) {
    database.exec("BEGIN IMMEDIATE");
    try {
      // Another window may have been faster.
      if (schemaVersion(database) === version) {
        database.exec(step);
        database.exec(
          `PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${version + 1}`,
        );
      }
      database.exec("COMMIT");
    } catch (error) {
      database.exec("ROLLBACK");
      throw error;
    }
  }
}
