import { join } from "node:path";
import type { HistoryEntry, HistoryOutline, HistoryScope, SearchHit } from "../core/history.ts";
import type { MediaFacts } from "../core/conversationStore.ts";
import type { MediaRef } from "../core/attachment.ts";
import type { Conversation, Draft, Message } from "../core/conversation.ts";
import * as cleaning from "./cleaning.ts";
import { Connection } from "./connection.ts";
import * as writes from "./conversationWrites.ts";
import { directorySize, removeCopies } from "./files.ts";
import { readEntries, readOlderThan, readOutline } from "./historyReads.ts";
import { search } from "./search.ts";
import { createDatabase, emptyDatabase, openDatabase, pragma } from "./database.ts";
import { MediaFiles, sha256Of } from "./mediaFiles.ts";
import * as rows from "./rows.ts";
import { Windows } from "./windows.ts";

export interface DiskStoreOptions extends writes.Place {
  /** Made at the first write. */
  readonly directory: string;
}

/**
 * The conversations of all windows in one SQLite database, media files beside it. Synchronous: it lives in the
 * store's own thread. Every method is one transaction; errors are turned into faults by the thread.
 */
export class DiskStore {
  readonly #options: DiskStoreOptions;
  readonly #file: string;
  readonly #windows: Windows;
  readonly #media: MediaFiles;
  #connection: Connection;
  #dataVersion: unknown;
  #revision: number;

  constructor(options: DiskStoreOptions) {
    this.#options = options;
    this.#file = join(options.directory, "conversations.db");
    this.#windows = new Windows(join(options.directory, "windows"));
    this.#media = new MediaFiles(join(options.directory, "media"));
    this.#connection = this.#connect();
    this.#dataVersion = pragma(this.#connection.database, "data_version");
    this.#revision = this.#lastRevision();
  }

  latest(): Conversation | undefined {
    const connection = this.#current();
    const { workspace } = this.#options;
    const open = connection.query(
      "SELECT conversation FROM open_conversation WHERE workspace = ?",
      workspace,
    )[0];
    if (open !== undefined) {
      const id = rows.textOrNull(open, "conversation");
      return id === null ? undefined : this.load(id);
    }
    const last = connection.query(
      "SELECT id FROM conversation WHERE remover IS NULL AND workspace = ? ORDER BY activity DESC LIMIT 1",
      workspace,
    )[0];
    return last === undefined ? undefined : this.load(rows.textOf(last, "id"));
  }

  load(id: string): Conversation | undefined {
    const connection = this.#current();
    const row = connection.query(
      "SELECT * FROM conversation WHERE id = ? AND remover IS NULL",
      id,
    )[0];
    if (row === undefined) return undefined;
    const messages = connection.query(
      "SELECT * FROM message WHERE conversation = ? ORDER BY seq",
      id,
    );
    return rows.conversationOf(
      row,
      messages.flatMap((message) => this.#messageOf(message) ?? []),
    );
  }

  putOpen(id: string | null): void {
    this.#write((connection) => writes.putOpen(connection, this.#options.workspace, id));
  }

  putConversation(conversation: Conversation): void {
    this.#write((connection) => writes.putConversation(connection, conversation, this.#options));
  }

  putMessage(conversationId: string, message: Message): void {
    this.#write((connection) => {
      if (message.role === "user") {
        writes.ensureConversation(connection, conversationId, message.createdAt, this.#options);
        writes.putOpen(connection, this.#options.workspace, conversationId);
      }
      this.#putMessage(connection, conversationId, message);
    });
  }

  putDraft(conversationId: string, draft: Draft): void {
    this.#write((connection) => {
      writes.ensureConversation(connection, conversationId, Date.now(), this.#options);
      writes.putDraft(connection, conversationId, draft);
    });
  }

  /** All of a conversation at once: what was kept in memory while the disk could not be written. */
  putAll(conversation: Conversation): void {
    this.#write((connection) => {
      writes.putConversation(connection, conversation, this.#options);
      for (const message of conversation.messages) {
        this.#putMessage(connection, conversation.id, message);
      }
      writes.putHead(connection, conversation.id, conversation.head);
      writes.putDraft(connection, conversation.id, conversation.draft);
    });
  }

  putMedia(bytes: Uint8Array, facts: MediaFacts): MediaRef {
    const sha256 = sha256Of(bytes);
    this.#write((connection) => {
      // Owned by this window, so that it is not collected before a draft or a question refers to it.
      connection.run(
        `INSERT INTO media VALUES (?1, ?2, ?3) ON CONFLICT (sha256) DO UPDATE SET owner = ?3`,
        sha256,
        bytes.byteLength,
        this.#windows.register(),
      );
      this.#media.put(sha256, bytes);
    });
    return { ...facts, sha256, size: bytes.byteLength };
  }

  readMedia(sha256: string): Uint8Array | undefined {
    return this.#media.read(sha256);
  }

  outline(scope: HistoryScope): HistoryOutline {
    return readOutline(this.#current(), scope, this.#options.workspace);
  }

  entries(scope: HistoryScope, start: number, count: number): readonly HistoryEntry[] {
    return readEntries(this.#current(), scope, this.#options.workspace, start, count);
  }

  search(scope: HistoryScope, query: string, limit: number): readonly SearchHit[] {
    return search(this.#current(), scope, this.#options.workspace, query, limit);
  }

  rename(id: string, title: string): void {
    this.#write((connection) => writes.putTitle(connection, id, title));
  }

  pin(id: string, pinned: boolean): void {
    this.#write((connection) => writes.putPinned(connection, id, pinned));
  }

  attach(id: string): void {
    this.#write((connection) => writes.putPlace(connection, id, this.#options));
  }

  remove(ids: readonly string[]): void {
    const remover = this.#windows.register();
    this.#write((connection) => {
      for (const id of ids) writes.putRemover(connection, id, remover);
    });
  }

  restore(ids: readonly string[]): void {
    this.#write((connection) => {
      for (const id of ids) writes.putRemover(connection, id, null);
    });
  }

  olderThan(time: number): readonly string[] {
    return readOlderThan(this.#current(), time);
  }

  removeAll(): void {
    if (!this.#current().onDisk) return;
    this.#write((connection) => {
      cleaning.deleteAll(connection);
      cleaning.collectMedia(connection, this.#media);
    });
    removeCopies(this.#file);
    cleaning.compact(this.#connection);
  }

  cleanUp(): void {
    if (!this.#current().onDisk) return;
    this.#write((connection) => {
      cleaning.settleWindows(connection, this.#windows);
      cleaning.deleteRemoved(connection, this.#windows.id);
      cleaning.collectMedia(connection, this.#media);
    });
    cleaning.compact(this.#connection);
  }

  /** What is due once after opening: it costs nothing where no window died. */
  settle(): void {
    if (!this.#current().onDisk) return;
    this.#write((connection) => {
      cleaning.settleWindows(connection, this.#windows);
      cleaning.collectMedia(connection, this.#media);
    });
  }

  diskUse(): number {
    return directorySize(this.#options.directory);
  }

  /** The conversations that other windows changed since the last call; undefined where nothing happened. */
  changes(): readonly string[] | undefined {
    const connection = this.#current();
    const dataVersion = pragma(connection.database, "data_version");
    if (dataVersion === this.#dataVersion) return undefined;
    this.#dataVersion = dataVersion;
    const changed = connection.query(
      "SELECT id FROM conversation WHERE revision > ?",
      this.#revision,
    );
    this.#revision = this.#lastRevision();
    return changed.map((row) => rows.textOf(row, "id"));
  }

  close(): void {
    if (this.#windows.registered && this.#current().onDisk) {
      this.#write((connection) => cleaning.deleteRemoved(connection, this.#windows.id));
    }
    this.#connection.database.close();
    this.#windows.close();
  }

  #putMessage(connection: Connection, conversation: string, message: Message): void {
    const owner = rows.isRunning(message) ? this.#windows.register() : null;
    writes.putMessage(connection, conversation, message, owner);
  }

  #messageOf(row: rows.Row): Message | undefined {
    const message = rows.messageOf(row);
    if (message?.role !== "assistant" || !rows.isRunning(message)) return message;
    const owner = rows.textOf(row, "owner");
    return this.#windows.isAlive(owner) ? message : { ...message, state: "interrupted" };
  }

  #lastRevision(): number {
    const row = this.#connection.query("SELECT value FROM counter WHERE name = 'revision'")[0];
    return row === undefined ? 0 : rows.numberOf(row, "value");
  }

  #write(work: (connection: Connection) => void): void {
    if (!this.#current().onDisk) {
      this.#use(new Connection(createDatabase(this.#file), this.#file));
    }
    const { database } = this.#connection;
    database.exec("BEGIN IMMEDIATE");
    try {
      work(this.#connection);
      database.exec("COMMIT");
    } catch (error) {
      if (database.isTransaction) database.exec("ROLLBACK");
      throw error;
    }
  }

  /** A connection to the file that has the name now: it may have been made, set aside or replaced meanwhile. */
  #current(): Connection {
    if (!this.#connection.isTo(this.#file)) this.#use(this.#connect());
    return this.#connection;
  }

  #use(connection: Connection): void {
    this.#connection.database.close();
    this.#connection = connection;
    // It counts the commits of others that this connection saw.
    this.#dataVersion = undefined;
  }

  #connect(): Connection {
    const database = openDatabase(this.#file);
    return database === undefined
      ? new Connection(emptyDatabase(), undefined)
      : new Connection(database, this.#file);
  }
}
