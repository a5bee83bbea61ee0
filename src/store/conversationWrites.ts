import { subjectOf, type Conversation, type Message } from "../core/conversation.ts";
import { emptyDraft, isEmpty, type Draft } from "../core/draft.ts";
import type { SavedChat } from "../core/exchange/backup.ts";
import type { Connection } from "./connection.ts";
import * as rows from "./rows.ts";

/* What changes a conversation's rows. Callers hold a transaction. */

/** Where a new conversation belongs. */
export interface Place {
  /** Identifies the workspace, such as its folder's URI; empty for none. */
  readonly workspace: string;
  /** The workspace's name to show. */
  readonly folder: string;
}

/** @returns whether it is there; one that was deleted is not made again, it would lack what was said before */
export function ensureConversation(
  connection: Connection,
  id: string,
  createdAt: number,
  place: Place,
): boolean {
  if (connection.query("SELECT 1 FROM deleted WHERE id = ?", id).length > 0) return false;
  connection.run(
    `INSERT OR IGNORE INTO conversation (id, activity, revision, created_at, updated_at, workspace, folder, model)
     VALUES (?, ?, 0, ?, ?, ?, ?, '')`,
    id,
    next(connection, "activity"),
    createdAt,
    createdAt,
    place.workspace,
    place.folder,
  );
  return true;
}

/** @returns see `ensureConversation` */
export function putConversation(
  connection: Connection,
  conversation: Conversation,
  place: Place,
): boolean {
  const { id, createdAt, model, head } = conversation;
  if (!ensureConversation(connection, id, createdAt, place)) return false;
  connection.run(
    "UPDATE conversation SET created_at = ?, model = ?, head = ?, extra = ?, revision = ? WHERE id = ?",
    createdAt,
    model,
    head,
    rows.conversationExtra(conversation),
    next(connection, "revision"),
    id,
  );
  return true;
}

/**
 * Adds the message, which makes it the head, or updates it.
 * @param owner the window that runs this answer; null where nothing runs
 * @returns whether the conversation is there; one that is gone stays gone
 */
export function putMessage(
  connection: Connection,
  conversation: string,
  message: Message,
  owner: string | null,
): boolean {
  const before = messageSize(connection, conversation, message.id);
  const changed = connection.run(
    `INSERT INTO message (conversation, id, parent, role, state, owner, created_at, text, reasoning, files, extra)
     SELECT id, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11 FROM conversation WHERE id = ?1
     ON CONFLICT (conversation, id) DO UPDATE SET state = ?5, owner = ?6, text = ?8, reasoning = ?9, files = ?10, extra = ?11`,
    conversation,
    message.id,
    message.parent,
    message.role,
    message.role === "assistant" ? message.state : null,
    owner,
    message.createdAt,
    message.text,
    message.role === "assistant" ? message.reasoning : "",
    rows.fileNames(message),
    rows.messageExtra(message),
  );
  if (changed === 0) return false;
  if (before === undefined) becomeHead(connection, conversation, message);
  if (message.role === "user") {
    useMedia(connection, conversation, rows.hashesOf(message.attachments));
  }
  const after = messageSize(connection, conversation, message.id) ?? 0;
  grow(connection, conversation, after - (before ?? 0));
  touch(connection, conversation);
  return true;
}

export function putHead(connection: Connection, conversation: string, head: string | null): void {
  connection.run("UPDATE conversation SET head = ? WHERE id = ?", head, conversation);
}

/** Remembers which conversation is open in the workspace. */
export function putOpen(connection: Connection, workspace: string, id: string): void {
  connection.run(
    `INSERT INTO open_conversation VALUES (?, ?)
     ON CONFLICT (workspace) DO UPDATE SET conversation = excluded.conversation`,
    workspace,
    id,
  );
}

/** An empty title gives back the one that the first question makes. */
export function putTitle(connection: Connection, id: string, title: string): void {
  connection.run("UPDATE conversation SET title = ? WHERE id = ?", title === "" ? null : title, id);
  touch(connection, id);
}

export function putPinned(connection: Connection, id: string, pinned: boolean): void {
  connection.run("UPDATE conversation SET pinned = ? WHERE id = ?", pinned ? 1 : 0, id);
  touch(connection, id);
}

export function putPlace(connection: Connection, id: string, { workspace, folder }: Place): void {
  connection.run(
    "UPDATE conversation SET workspace = ?, folder = ? WHERE id = ?",
    workspace,
    folder,
    id,
  );
  touch(connection, id);
}

/** Adds a conversation of a backup below all others. @returns whether; one of its id stays as it is, or comes back */
export function adopt(connection: Connection, chat: SavedChat): boolean {
  const { pinned, conversation } = chat;
  const { id, messages, head, title = "" } = conversation;
  const there = connection.query("SELECT 1 FROM conversation WHERE id = ?", id).length > 0;
  if (there) return restore(connection, id);
  connection.run("DELETE FROM deleted WHERE id = ?", id);
  putConversation(connection, { ...conversation, draft: emptyDraft }, chat);
  for (const message of messages) putMessage(connection, id, message, null);
  putHead(connection, id, head);
  putTitle(connection, id, title);
  putPinned(connection, id, pinned);
  connection.run(
    "UPDATE conversation SET activity = (SELECT min(activity) FROM conversation) - 1 WHERE id = ?",
    id,
  );
  return true;
}

/** @param remover the window that may bring it back */
export function remove(connection: Connection, id: string, remover: string): void {
  connection.run("UPDATE conversation SET remover = ? WHERE id = ?", remover, id);
  touch(connection, id);
}

/** Brings back what was removed; nobody goes on with its answers. @returns whether it was */
export function restore(connection: Connection, id: string): boolean {
  const changed = connection.run(
    "UPDATE conversation SET remover = NULL WHERE id = ? AND remover IS NOT NULL",
    id,
  );
  if (changed === 0) return false;
  connection.run(
    "UPDATE message SET state = 'interrupted', owner = NULL WHERE conversation = ? AND owner IS NOT NULL",
    id,
  );
  touch(connection, id);
  return true;
}

function becomeHead(connection: Connection, conversation: string, message: Message): void {
  putHead(connection, conversation, message.id);
  if (message.role === "assistant") return;
  connection.run(
    "UPDATE conversation SET activity = ?, updated_at = ? WHERE id = ?",
    next(connection, "activity"),
    message.createdAt,
    conversation,
  );
  if (message.parent !== null) return;
  connection.run(
    "UPDATE conversation SET subject = ? WHERE id = ?",
    subjectOf(message.text),
    conversation,
  );
}

/** @param keeper the window that keeps what is taken out, so that it can still be put back */
export function putDraft(
  connection: Connection,
  conversation: string,
  draft: Draft,
  keeper: () => string,
): void {
  const hashes = rows.hashesOfDraft(draft);
  const before = connection.query("SELECT draft FROM conversation WHERE id = ?", conversation)[0];
  const takenOut = rows
    .hashesOfDraft(rows.draftOf(rows.textOf(before ?? {}, "draft")))
    .filter((sha256) => !hashes.includes(sha256));
  useMedia(connection, conversation, hashes);
  for (const sha256 of takenOut) leaveMedia(connection, conversation, sha256, keeper);
  connection.run(
    "UPDATE conversation SET draft = ? WHERE id = ?",
    isEmpty(draft) && draft.edits === undefined ? null : JSON.stringify(draft),
    conversation,
  );
  touch(connection, conversation);
}

export function useMedia(
  connection: Connection,
  conversation: string,
  hashes: readonly string[],
): void {
  for (const sha256 of hashes) {
    const changed = connection.run(
      "INSERT OR IGNORE INTO media_use VALUES (?, ?)",
      conversation,
      sha256,
    );
    const media = connection.query("SELECT size FROM media WHERE sha256 = ?", sha256)[0];
    if (changed > 0 && media !== undefined) {
      grow(connection, conversation, rows.numberOf(media, "size"));
    }
  }
}

/** The draft does not use it any more; a question may. */
function leaveMedia(
  connection: Connection,
  conversation: string,
  sha256: string,
  keeper: () => string,
): void {
  const isAsked = connection.query(
    "SELECT 1 FROM message WHERE conversation = ? AND instr(extra, ?) > 0 LIMIT 1",
    conversation,
    sha256,
  );
  if (isAsked.length > 0) return;
  const changed = connection.run(
    "DELETE FROM media_use WHERE conversation = ? AND sha256 = ?",
    conversation,
    sha256,
  );
  const media = connection.query("SELECT size FROM media WHERE sha256 = ?", sha256)[0];
  if (changed === 0 || media === undefined) return;
  grow(connection, conversation, -rows.numberOf(media, "size"));
  connection.run("UPDATE media SET owner = ? WHERE sha256 = ? AND owner IS NULL", keeper(), sha256);
}

export function hasMessage(connection: Connection, conversation: string, id: string): boolean {
  return messageSize(connection, conversation, id) !== undefined;
}

/** Bytes of what is in the row; undefined where there is none. */
function messageSize(connection: Connection, conversation: string, id: string): number | undefined {
  const row = connection.query(
    `SELECT octet_length(text) + octet_length(reasoning) + octet_length(extra) AS size
     FROM message WHERE conversation = ? AND id = ?`,
    conversation,
    id,
  )[0];
  return row === undefined ? undefined : rows.numberOf(row, "size");
}

/** Keeps the size that the history shows. */
function grow(connection: Connection, conversation: string, bytes: number): void {
  connection.run("UPDATE conversation SET bytes = bytes + ? WHERE id = ?", bytes, conversation);
}

/** Lets other windows hear of a change. */
export function touch(connection: Connection, conversation: string): void {
  connection.run(
    "UPDATE conversation SET revision = ? WHERE id = ?",
    next(connection, "revision"),
    conversation,
  );
}

function next(connection: Connection, counter: "activity" | "revision"): number {
  const row = connection.query(
    "UPDATE counter SET value = value + 1 WHERE name = ? RETURNING value",
    counter,
  )[0];
  return row === undefined ? 0 : rows.numberOf(row, "value");
}
