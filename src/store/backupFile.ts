import { createReadStream } from "node:fs";
import { open, rename, rm } from "node:fs/promises";
import type { ConversationStore } from "../core/conversationStore.ts";
import {
  backupChat,
  backupHeader,
  longestLine,
  readLine,
  writeLine,
  type BackupLine,
} from "../core/exchange/backup.ts";
import { mediaOfChat, saved } from "../core/exchange/exportChat.ts";
import type { History } from "../core/history.ts";

type Store = ConversationStore & History;

/** Says how many chats are done; false once the user has cancelled. */
export type Report = (done: number) => boolean;

/**
 * Written aside and renamed: a file that has its name is whole. Returns the number of chats; undefined if cancelled.
 * @throws StoreError, or HistoryIsOff where what is on the disk can't be read
 */
export async function writeBackup(
  store: Store,
  path: string,
  report: Report,
): Promise<number | undefined> {
  const partial = `${path}.partial`;
  const file = await open(partial, "w", 0o600);
  const put = (line: BackupLine) => file.writeFile(writeLine(line));
  const written = new Set<string>();
  let count = 0;
  try {
    await put(backupHeader);
    for (const entry of await store.allEntries()) {
      const conversation = await store.load(entry.id);
      if (conversation === undefined) continue;
      for (const { sha256, mime } of mediaOfChat(conversation)) {
        const bytes = written.has(sha256) ? undefined : await store.readMedia(sha256);
        if (bytes === undefined) continue;
        written.add(sha256);
        const content = Buffer.from(bytes).toString("base64");
        await put({ type: "media", sha256, mime, content });
      }
      await put(backupChat(saved(conversation), entry));
      if (!report(++count)) return undefined;
    }
    await file.sync();
    await file.close();
    await rename(partial, path);
    return count;
  } finally {
    await file.close();
    await rm(partial, { force: true });
  }
}

/** Undefined for a file that is no backup. */
export async function readBackup(
  store: Store,
  path: string,
  report: Report,
): Promise<{ added: number; known: number; unread: number } | undefined> {
  const result = { added: 0, known: 0, unread: 0 };
  let isFirst = true;
  for await (const text of linesOf(path)) {
    const line = readLine(text);
    if (isFirst && line?.type !== "header") return undefined;
    isFirst = false;
    if (line === undefined) result.unread += 1;
    else if (line.type === "media")
      await store.putMedia(Buffer.from(line.content, "base64"), { mime: line.mime });
    else if (line.type === "chat") result[(await store.adopt(line)) ? "added" : "known"] += 1;
    if (!report(result.added + result.known)) break;
  }
  return isFirst ? undefined : result;
}

/** @throws Error for a line that no backup has: the file would not fit into the memory. */
async function* linesOf(path: string): AsyncGenerator<string> {
  let rest = "";
  for await (const chunk of createReadStream(path, {
    encoding: "utf8",
    highWaterMark: 1_048_576,
  })) {
    const lines = (rest + String(chunk)).split("\n");
    rest = lines.pop() ?? "";
    if (rest.length > longestLine) throw new Error("A line of the file is too long.");
    yield* lines;
  }
  if (rest !== "") yield rest;
}
