import { existsSync } from "node:fs";
import type { DatabaseSync } from "node:sqlite";
import type { Recovery } from "../core/conversationStore.ts";
import { Connection } from "./connection.ts";
import { createDatabase, emptyDatabase, isNewer, openDatabase, pragma } from "./database.ts";
import { faultOf, StoreError } from "./fault.ts";
import type { MediaFiles } from "./mediaFiles.ts";
import { finishRecovery, recover, withLock } from "./recovery.ts";

/**
 * The database file of all windows. Each use looks whether the file of that name is still the one that is open: it
 * may have been made, set aside or replaced meanwhile. A damaged file is recovered, and the work done again.
 */
export class DatabaseFile {
  readonly file: string;
  readonly #media: MediaFiles;
  readonly #onRecovered: (recovery: Recovery) => void;
  readonly #onRollbackJournal: () => void;
  #isJournalKnown = false;
  #connection: Connection | undefined;

  /**
   * @param onRecovered told when a damaged file was set aside
   * @param onRollbackJournal told once, where what is written has no write-ahead log
   */
  constructor(
    file: string,
    media: MediaFiles,
    onRecovered: (recovery: Recovery) => void,
    onRollbackJournal: () => void = () => undefined,
  ) {
    this.file = file;
    this.#media = media;
    this.#onRecovered = onRecovered;
    this.#onRollbackJournal = onRollbackJournal;
  }

  get exists(): boolean {
    return existsSync(this.file);
  }

  read<T>(work: (connection: Connection) => T): T {
    return this.#recovering(() => work(this.#current()));
  }

  /** One transaction; makes the file where there is none. */
  write<T>(work: (connection: Connection) => T): T {
    return this.#recovering(() => {
      const connection = this.#writable();
      const { database } = connection;
      database.exec("BEGIN IMMEDIATE");
      try {
        const result = work(connection);
        database.exec("COMMIT");
        if (!connection.isTo(this.file)) throw new StoreError("locked", "the file was replaced");
        return result;
      } catch (error) {
        if (database.isTransaction) database.exec("ROLLBACK");
        throw error;
      }
    });
  }

  close(): void {
    this.#connection?.database.close();
    this.#connection = undefined;
  }

  #recovering<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      if (faultOf(error) !== "damaged") throw error;
      this.close();
      const recovery = recover(this.file, this.#media);
      if (recovery !== undefined) this.#onRecovered(recovery);
      return work();
    }
  }

  #writable(): Connection {
    let connection = this.#current();
    if (!connection.onDisk) {
      const { file } = this;
      this.close();
      connection = withLock(file, () => new Connection(createDatabase(file), file));
      this.#connection = connection;
    }
    if (isNewer(connection.database)) throw new StoreError("newer", "made by a newer version");
    this.#lookAtJournal(connection.database);
    return connection;
  }

  /** SQLite keeps its rollback journal without an error where there can be no other. */
  #lookAtJournal(database: DatabaseSync): void {
    if (this.#isJournalKnown) return;
    this.#isJournalKnown = true;
    if (pragma(database, "journal_mode") !== "wal") this.#onRollbackJournal();
  }

  #current(): Connection {
    if (this.#connection?.isTo(this.file) !== true) {
      this.close();
      finishRecovery(this.file);
      const database = openDatabase(this.file);
      this.#connection =
        database === undefined
          ? new Connection(emptyDatabase(), undefined)
          : new Connection(database, this.file);
    }
    return this.#connection;
  }
}
