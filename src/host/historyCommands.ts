import * as vscode from "vscode";
import type { ConversationStore } from "../core/conversationStore.ts";
import type { History } from "../core/history.ts";
import { messageOf } from "../shared/messageOf.ts";
import { backUpHistory, restoreHistory } from "./backupCommands.ts";
import { askInDialog, showError, showInformation } from "./notices.ts";

export interface HistoryCommandPorts {
  readonly history: ConversationStore & History;
  /** Ends what is live of these conversations; of all where none are named. */
  readonly discard: (ids?: readonly string[]) => void;
  /** The list changed. */
  readonly refresh: () => void;
}

const day = 24 * 60 * 60 * 1000;

/** What can be done with the history as a whole, to choose from. */
export async function manageHistory(ports: HistoryCommandPorts): Promise<void> {
  const { l10n, window } = vscode;
  const picked = await window.showQuickPick(
    [
      { label: l10n.t("Delete Chats Older Than…"), run: removeOld },
      { label: l10n.t("Delete All Chats…"), run: removeAll },
      { label: l10n.t("Back Up All Chats…"), run: ({ history }) => backUpHistory(history) },
      { label: l10n.t("Restore a Backup…"), run: ({ history }) => restoreHistory(history) },
      {
        label: l10n.t("Clean Up"),
        detail: l10n.t("Frees the disk space of what was deleted"),
        run: cleanUp,
      },
    ],
    { placeHolder: l10n.t("History") },
  );
  if (picked === undefined) return;
  try {
    await picked.run(ports);
    ports.refresh();
  } catch (error) {
    void showError(l10n.t("That could not be done: {0}", messageOf(error)));
  }
}

async function removeOld({ history, discard }: HistoryCommandPorts): Promise<void> {
  const { l10n, window } = vscode;
  const ages = [7, 30, 90, 365];
  const picked = await window.showQuickPick(
    ages.map((days) => ({ label: l10n.t("{0} days", days), days })),
    { placeHolder: l10n.t("Delete chats whose last question is older than…") },
  );
  if (picked === undefined) return;
  const ids = await history.olderThan(Date.now() - picked.days * day);
  if (ids.length === 0) {
    return void showInformation(l10n.t("No chat is that old."));
  }
  const remove = l10n.t("Delete");
  const answer = await askInDialog(
    l10n.t("Delete chats older than {0} days ({1} in all)?", picked.days, ids.length),
    l10n.t("Pinned chats stay. This cannot be undone."),
    remove,
  );
  if (answer !== remove) return;
  discard(ids);
  await history.remove(ids);
  await history.cleanUp();
}

async function removeAll({ history, discard }: HistoryCommandPorts): Promise<void> {
  const { l10n } = vscode;
  const remove = l10n.t("Delete All");
  const answer = await askInDialog(
    l10n.t("Delete all chats of all workspaces?"),
    l10n.t(
      "Questions, answers, drafts, pictures and backups are erased from this machine. This cannot be undone.",
    ),
    remove,
  );
  if (answer !== remove) return;
  discard();
  await history.removeAll();
}

async function cleanUp({ history }: HistoryCommandPorts): Promise<void> {
  const { l10n } = vscode;
  const before = await history.diskUse();
  await history.cleanUp();
  const freed = Math.max(0, before - (await history.diskUse()));
  const megabytes = (freed / 1_000_000).toFixed(1);
  void showInformation(l10n.t("{0} MB were freed.", megabytes));
}
