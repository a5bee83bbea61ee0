import { join } from "node:path";
import type { HistoryEntry, HistoryOutline, HistoryScope, SearchHit } from "../core/history.ts";
import type { MediaFacts, Recovery } from "../core/conversationStore.ts";
import type { MediaRef } from "../core/attachment.ts";
import type { Conversation, Message } from "../core/conversation.ts";
import type { Draft } from "../core/draft.ts";
import type { SavedChat } from "../core/exchange/backup.ts";
import * as cleaning from "./cleaning.ts";
import type { Connection } from "./connection.ts";
import {
  lastRevision,
  readChanges,
  readConversation,
  readOpen,
  type Changes,
} from "./conversationReads.ts";
import * as writes from "./conversationWrites.ts";
import { directorySize, removeCopies } from "./files.ts";
import type { Mark } from "./marks.ts";
import { readEntries, readOlderThan, readOutline } from "./historyReads.ts";
import { search } from "./search.ts";
import { pragma } from "./database.ts";
import { DatabaseFile } from "./databaseFile.ts";
import { draftPart, settingsPart } from "./heldChanges.ts";
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
  readonly #windows: Windows;
  readonly #media: MediaFiles;
  readonly #file: DatabaseFile;
  /** What `changes` saw last: data versions are counted by each connection on its own. */
  #seen: { readonly connection: Connection; readonly dataVersion: unknown } | undefined;
  #revision: number | undefined;
  #firstRevision: number | undefined;

  /**
   * @param onRecovered told when a damaged database was set aside
   * @param onRollbackJournal told once, where the file system takes no write-ahead log
   */
  constructor(
    options: DiskStoreOptions,
    onRecovered: (recovery: Recovery) => void,
    onRollbackJournal?: () => void,
  ) {
    this.#options = options;
    this.#windows = new Windows(join(options.directory, "windows"));
    this.#media = new MediaFiles(join(options.directory, "media"));
    this.#file = new DatabaseFile(
      join(options.directory, "conversations.db"),
      this.#media,
      onRecovered,
      onRollbackJournal,
    );
  }

  latest(): Conversation | undefined {
    const id = this.#file.read((connection) => readOpen(connection, this.#options.workspace));
    return id === null ? undefined : this.load(id);
  }

  load(id: string): Conversation | undefined {
    return this.#file.read((connection) =>
      readConversation(connection, id, (owner) => this.#windows.isAlive(owner)),
    );
  }

  putOpen(id: string): void {
    this.#file.write((connection) => writes.putOpen(connection, this.#options.workspace, id));
  }

  /** Like all that put something: returns whether the conversation is there. One that was deleted stays so. */
  putConversation(conversation: Conversation): boolean {
    return this.#file.write((connection) =>
      writes.putConversation(connection, conversation, this.#options),
    );
  }

  putMessage(conversationId: string, message: Message): boolean {
    return this.#file.write((connection) => {
      if (message.role === "user") {
        writes.ensureConversation(connection, conversationId, message.createdAt, this.#options);
      }
      return this.#putMessage(connection, conversationId, message);
    });
  }

  putDraft(conversationId: string, draft: Draft): boolean {
    return this.#file.write((connection) => {
      const { ensureConversation } = writes;
      const isThere = ensureConversation(connection, conversationId, Date.now(), this.#options);
      if (isThere) this.#putDraft(connection, conversationId, draft);
      return isThere;
    });
  }

  /**
   * All of a conversation at once: a new one, or what was kept in memory while the disk could not be written.
   * @param parts names what is written of it (see `HeldChanges`): other windows may have changed the rest. Where the
   *   disk has lost some of the rest since, as of a damaged file, all of it is written.
   */
  putAll(conversation: Conversation, parts?: ReadonlySet<string>): boolean {
    const { id, createdAt, messages, head, draft } = conversation;
    return this.#file.write((connection) => {
      const isThere = (message: Message) => writes.hasMessage(connection, id, message.id);
      const isLost = messages.some((one) => parts?.has(one.id) === false && !isThere(one));
      const isChanged = (part: string) => isLost || (parts?.has(part) ?? true);
      const isKept = isChanged(settingsPart)
        ? writes.putConversation(connection, conversation, this.#options)
        : writes.ensureConversation(connection, id, createdAt, this.#options);
      if (!isKept) return false;
      for (const message of messages)
        if (isChanged(message.id)) this.#putMessage(connection, id, message);
      // A new message becomes the head by itself.
      if (isChanged(settingsPart)) writes.putHead(connection, id, head);
      if (isChanged(draftPart)) this.#putDraft(connection, id, draft);
      return true;
    });
  }

  putMedia(bytes: Uint8Array, facts: MediaFacts): MediaRef {
    const sha256 = sha256Of(bytes);
    this.#file.write((connection) => {
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
    return this.#file.read((connection) => readOutline(connection, scope, this.#options.workspace));
  }

  entries(scope: HistoryScope, start: number, count: number): readonly HistoryEntry[] {
    return this.#file.read((connection) =>
      readEntries(connection, scope, this.#options.workspace, start, count),
    );
  }

  search(scope: HistoryScope, query: string, limit: number): readonly SearchHit[] {
    return this.#file.read((connection) =>
      search(connection, scope, this.#options.workspace, query, limit),
    );
  }

  mark(id: string, { title, pinned, attached }: Mark): void {
    this.#file.write((connection) => {
      if (title !== undefined) writes.putTitle(connection, id, title);
      if (pinned !== undefined) writes.putPinned(connection, id, pinned);
      if (attached !== undefined) writes.putPlace(connection, id, this.#options);
    });
  }

  adopt(chat: SavedChat): boolean {
    return this.#file.write((connection) => writes.adopt(connection, chat));
  }

  remove(ids: readonly string[]): void {
    const remover = this.#windows.register();
    this.#file.write((connection) => {
      for (const id of ids) writes.remove(connection, id, remover);
    });
  }

  restore(ids: readonly string[]): void {
    this.#file.write((connection) => {
      for (const id of ids) writes.restore(connection, id);
    });
  }

  olderThan(time: number): readonly string[] {
    return this.#file.read((connection) => readOlderThan(connection, time));
  }

  removeAll(): void {
    if (!this.#file.exists) return;
    this.#file.write((connection) => {
      cleaning.deleteAll(connection);
      cleaning.collectMedia(connection, this.#media);
    });
    removeCopies(this.#file.file);
    this.#file.read(cleaning.compact);
  }

  cleanUp(): void {
    if (!this.#file.exists) return;
    this.#file.write((connection) => {
      this.#settleWindows(connection);
      cleaning.deleteRemoved(connection, this.#windows.id);
      cleaning.collectMedia(connection, this.#media);
    });
    this.#file.read(cleaning.compact);
  }

  /** What is due once after opening: it costs nothing where no window died. */
  settle(): void {
    if (!this.#file.exists) return;
    this.#file.write((connection) => {
      this.#settleWindows(connection);
      cleaning.deleteEmpty(connection, this.#firstRevision ?? 0);
      cleaning.forgetDeleted(connection);
      cleaning.collectMedia(connection, this.#media);
    });
  }

  /** Ends what windows that are gone left; other windows hear of it, and so does this one. */
  settleWindows(): void {
    const dead = (connection: Connection) => cleaning.deadWindows(connection, this.#windows);
    if (!this.#file.exists || this.#file.read(dead).length === 0) return;
    this.#file.write((connection) => this.#settleWindows(connection));
  }

  diskUse(): number {
    return directorySize(this.#options.directory);
  }

  /** What other windows changed since the last call, or was settled here; undefined where nothing happened. */
  changes(): Changes | undefined {
    return this.#file.read((connection) => {
      const dataVersion = pragma(connection.database, "data_version");
      if (this.#seen?.connection === connection && this.#seen.dataVersion === dataVersion) return;
      this.#seen = { connection, dataVersion };
      const since = this.#revision;
      this.#revision = lastRevision(connection);
      this.#firstRevision ??= this.#revision;
      return since === undefined ? undefined : readChanges(connection, since);
    });
  }

  close(): void {
    try {
      if (!this.#windows.registered || !this.#file.exists) return;
      this.#file.write((connection) => cleaning.settleWindow(connection, this.#windows.id));
    } finally {
      // What could not be settled, others settle: this window is gone.
      this.#file.close();
      this.#windows.close();
    }
  }

  #settleWindows(connection: Connection): void {
    // `changes` looks again, though no other window wrote.
    if (cleaning.settleWindows(connection, this.#windows)) this.#seen = undefined;
  }

  #putDraft(connection: Connection, conversation: string, draft: Draft): void {
    writes.putDraft(connection, conversation, draft, () => this.#windows.register());
  }

  #putMessage(connection: Connection, conversation: string, message: Message): boolean {
    const owner = rows.isRunning(message) ? this.#windows.register() : null;
    return writes.putMessage(connection, conversation, message, owner);
  }
}
