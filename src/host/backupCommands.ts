import { homedir } from "node:os";
import * as vscode from "vscode";
import type { ConversationStore } from "../core/conversationStore.ts";
import type { History } from "../core/history.ts";
import { messageOf } from "../shared/messageOf.ts";
import { readBackup, writeBackup, type Report } from "../store/backupFile.ts";
import { HistoryIsOff, StoreError } from "../store/fault.ts";
import { withProgress } from "./progress.ts";
import { faultText } from "./storeBanner.ts";
import { showError, showInformation, showWarning } from "./notices.ts";

type Store = ConversationStore & History;

/** `eigen.backUpHistory`: all chats and their media, into one file. */
export async function backUpHistory(store: Store): Promise<void> {
  const { l10n, window, Uri } = vscode;
  const day = new Date().toISOString().slice(0, 10);
  const target = await window.showSaveDialog({
    defaultUri: Uri.joinPath(Uri.file(homedir()), `eigen-history-${day}.jsonl`),
    filters: { "JSON Lines": ["jsonl"] },
    title: l10n.t("Back Up All Chats"),
  });
  if (target === undefined || !isOnThisMachine(target)) return;
  await reporting(l10n.t("Backing up chats"), async (report) => {
    const count = await writeBackup(store, target.fsPath, report);
    if (count === undefined) return;
    void showInformation(l10n.t("Chats backed up: {0}.", count));
  });
}

/** `eigen.restoreHistory`: adds what a backup has and the history has not; nothing is overwritten. */
export async function restoreHistory(store: Store): Promise<void> {
  const { l10n, window, Uri } = vscode;
  const filters = { "JSON Lines": ["jsonl"] };
  const title = l10n.t("Restore Chats");
  const [file] =
    (await window.showOpenDialog({ defaultUri: Uri.file(homedir()), filters, title })) ?? [];
  if (file === undefined || !isOnThisMachine(file)) return;
  await reporting(l10n.t("Restoring chats"), async (report) => {
    const result = await readBackup(store, file.fsPath, report);
    if (result === undefined)
      return void showError(l10n.t("This file is no backup of Eigen AI Chat."));
    const { added, known, unread } = result;
    const text = l10n.t("Chats restored: {0}; there already: {1}.", added, known);
    if (unread === 0) return void showInformation(text);
    void showWarning(l10n.t("{0} Lines that could not be read: {1}.", text, unread));
  });
}

/** In a window to another machine the dialog offers that one's files, which no stream can be opened on. */
function isOnThisMachine({ scheme }: vscode.Uri): boolean {
  if (scheme === "file") return true;
  const text = vscode.l10n.t(
    "Backups are kept on the machine that the chats are on: choose a local file.",
  );
  void showError(text);
  return false;
}

async function reporting(title: string, work: (report: Report) => Promise<void>): Promise<void> {
  const { l10n } = vscode;
  try {
    await withProgress(title, ({ signal }, say) =>
      work((done) => {
        say(l10n.t("Chats: {0}", done));
        return !signal.aborted;
      }),
    );
  } catch (error) {
    void showError(l10n.t("That could not be done: {0}", causeOf(error)));
  }
}

function causeOf(error: unknown): string {
  if (error instanceof HistoryIsOff)
    return vscode.l10n.t("the history is switched off, so the chats on the disk are not read.");
  if (error instanceof StoreError) return faultText(error.fault);
  return messageOf(error);
}
