import { mkdirSync, renameSync, rmSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { pathToFileURL } from "node:url";
import { DatabaseSync } from "node:sqlite";
import { faultOf, StoreError } from "./fault.ts";
import { applicationId, migrate, migrations, schemaVersion } from "./schema.ts";

/** How long a write waits for another window's, in milliseconds. */
export const busyTimeout = 5_000;
const smallestPage = 512;
/** Databases up to this size are checked whole when they are opened, in bytes: about 10 ms. */
const checkedAtOpening = 4_194_304;

/** An empty database that no file backs: what is read where nothing was ever written. */
export function emptyDatabase(): DatabaseSync {
  const database = new DatabaseSync(":memory:");
  migrate(database);
  return database;
}

/**
 * Opens the file as it is; undefined where there is none, or an empty one that a killed process left. An old
 * schema is migrated, after a backup; a newer one is left as it is, see `isNewer`. Nothing else is written.
 * @throws StoreError `damaged`, also for a file that is not ours.
 */
export function openDatabase(file: string): DatabaseSync | undefined {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size === 0) return undefined;
  // SQLite takes what is smaller than a page for empty, and would write over it.
  if (size < smallestPage) throw new StoreError("damaged", "not a database");
  const database = connectReadable(file);
  try {
    const version = schemaVersion(database);
    if (version === 0 && pragma(database, "schema_version") === 0) {
      database.close();
      return undefined;
    }
    if (pragma(database, "application_id") !== applicationId) {
      throw new StoreError("damaged", "not a database of this extension");
    }
    if (size <= checkedAtOpening && !isSound(database))
      throw new StoreError("damaged", "quick_check");
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

/** Whether a newer version of the extension made the database: what we know of it is read, nothing is written. */
export function isNewer(database: DatabaseSync): boolean {
  return schemaVersion(database) > migrations.length;
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

/** Whether SQLite finds nothing wrong; reads the whole file. */
export function isSound(database: DatabaseSync): boolean {
  return pragma(database, "quick_check(1)") === "ok";
}

/** A whole, compact copy; written aside and renamed, so that a half one never has the name. */
function backUp(database: DatabaseSync, target: string): void {
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

/** Where nothing may be written beside the file, it is read as it is. */
function connectReadable(file: string): DatabaseSync {
  try {
    return connect(file);
  } catch (error) {
    if (faultOf(error) !== "read-only") throw error;
    const address = pathToFileURL(file);
    address.searchParams.set("immutable", "1");
    return new DatabaseSync(address, { readOnly: true });
  }
}

function connect(file: string): DatabaseSync {
  const database = new DatabaseSync(file, { timeout: busyTimeout });
  try {
    // What is deleted is overwritten; sorting stays in memory, so that no temporary file has words.
    database.exec(`
      PRAGMA synchronous = FULL;
      PRAGMA secure_delete = ON;
      PRAGMA temp_store = MEMORY;
      PRAGMA trusted_schema = OFF;
      PRAGMA journal_size_limit = 4194304;
    `);
    // The first look at the file.
    pragma(database, "schema_version");
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Where the file system has no shared memory (a network home), SQLite's rollback journal is kept: slower, as safe. See `DatabaseFile`, which says so. */
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
