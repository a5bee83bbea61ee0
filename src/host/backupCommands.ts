import * as vscode from "vscode";
import type { ConversationStore } from "../core/conversationStore.ts";
import type { History } from "../core/history.ts";
import { readBackup, writeBackup, type Report } from "../store/backupFile.ts";

type Store = ConversationStore & History;

/** `eigen.backUpHistory`: all chats and their media, into one file. */
export async function backUpHistory(store: Store): Promise<void> {
  const { l10n, window, Uri } = vscode;
  const day = new Date().toISOString().slice(0, 10);
  const target = await window.showSaveDialog({
    defaultUri: Uri.file(`eigen-history-${day}.jsonl`),
    filters: { "JSON Lines": ["jsonl"] },
    title: l10n.t("Back Up All Chats"),
  });
  if (target === undefined) return;
  await withProgress(l10n.t("Backing up chats"), async (report) => {
    const count = await writeBackup(store, target.fsPath, report);
    if (count === undefined) return;
    void window.showInformationMessage(l10n.t("{0} chats were backed up.", count));
  });
}

/** `eigen.restoreHistory`: adds what a backup has and the history has not; nothing is overwritten. */
export async function restoreHistory(store: Store): Promise<void> {
  const { l10n, window } = vscode;
  const filters = { "JSON Lines": ["jsonl"] };
  const title = l10n.t("Restore Chats");
  const [file] = (await window.showOpenDialog({ filters, title })) ?? [];
  if (file === undefined) return;
  await withProgress(l10n.t("Restoring chats"), async (report) => {
    const result = await readBackup(store, file.fsPath, report);
    if (result === undefined)
      return void window.showErrorMessage(l10n.t("This file is no backup of Eigen AI Chat."));
    const { added, known, unread } = result;
    const text = l10n.t("{0} chats were restored; {1} were there already.", added, known);
    if (unread === 0) return void window.showInformationMessage(text);
    void window.showWarningMessage(l10n.t("{0} {1} lines could not be read.", text, unread));
  });
}

async function withProgress(title: string, work: (report: Report) => Promise<void>): Promise<void> {
  const { ProgressLocation, window, l10n } = vscode;
  const options = { location: ProgressLocation.Notification, cancellable: true, title };
  await window.withProgress(options, async (progress, token) => {
    try {
      await work((done) => {
        progress.report({ message: l10n.t("{0} chats", done) });
        return !token.isCancellationRequested;
      });
    } catch (error) {
      const cause = error instanceof Error ? error.message : String(error);
      void window.showErrorMessage(l10n.t("That could not be done: {0}", cause));
    }
  });
}
