import { mkdirSync, renameSync, rmSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { faultOf, StoreError } from "./fault.ts";
import { applicationId, migrate, migrations, schemaVersion } from "./schema.ts";

/** How long a write waits for another window's, in milliseconds. */
const busyTimeout = 5_000;

/** An empty database that no file backs: what is read where nothing was ever written. */
export function emptyDatabase(): DatabaseSync {
  const database = new DatabaseSync(":memory:");
  migrate(database);
  return database;
}

/**
 * Opens the file as it is; undefined where there is none, or an empty one that a killed process left. An old
 * schema is migrated, after a backup; nothing else is written.
 * @throws StoreError `newer` for a schema of a newer version, `damaged` for a file that is not ours.
 */
export function openDatabase(file: string): DatabaseSync | undefined {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size === 0) return undefined;
  const database = connect(file);
  try {
    const version = schemaVersion(database);
    if (version === 0 && pragma(database, "schema_version") === 0) {
      database.close();
      return undefined;
    }
    if (version > migrations.length) throw new StoreError("newer", `schema ${version}`);
    if (pragma(database, "application_id") !== applicationId) {
      throw new StoreError("damaged", "not a database of this extension");
    }
    if (version < migrations.length) {
      backUp(database, `${file}.before-${version + 1}`);
      migrate(database);
    }
    return database;
  } catch (error) {
    if (database.isOpen) database.close();
    throw error;
  }
}

/** Opens the file, or makes it with the current schema. */
export function createDatabase(file: string): DatabaseSync {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const database = connect(file);
  try {
    if (schemaVersion(database) === 0) {
      database.exec("PRAGMA auto_vacuum = INCREMENTAL");
      useWriteAheadLog(database);
      migrate(database);
    }
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** A whole, compact copy; written aside and renamed, so that a half one never has the name. */
export function backUp(database: DatabaseSync, target: string): void {
  const partial = `${target}.partial`;
  rmSync(partial, { force: true });
  database.prepare("VACUUM INTO ?").run(partial);
  renameSync(partial, target);
}

/** The value of a pragma's first column. */
export function pragma(database: DatabaseSync, name: string): unknown {
  const row = database.prepare(`PRAGMA ${name}`).get();
  return row === undefined ? undefined : Object.values(row)[0];
}

function connect(file: string): DatabaseSync {
  const database = new DatabaseSync(file, { timeout: busyTimeout });
  // What is deleted is overwritten; the query planner's sorting stays in memory, so that no temporary file has words.
  database.exec(`
    PRAGMA synchronous = FULL;
    PRAGMA secure_delete = ON;
    PRAGMA temp_store = MEMORY;
    PRAGMA trusted_schema = OFF;
    PRAGMA journal_size_limit = 4194304;
  `);
  return database;
}

/** Where the file system has no shared memory (a network home), SQLite's rollback journal is kept: slower, as safe. */
function useWriteAheadLog(database: DatabaseSync): void {
  const end = Date.now() + busyTimeout;
  for (;;) {
    try {
      database.exec("PRAGMA journal_mode = WAL");
      return;
    } catch (error) {
      // Two windows make the file at once; SQLite's own waiting does not cover this switch.
      if (faultOf(error) !== "locked") return;
      if (Date.now() > end) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
    }
  }
}
