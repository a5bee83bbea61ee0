import * as vscode from "vscode";
import { openStore } from "../store/openStore.ts";
import type { Store } from "../store/store.ts";
import type { Log } from "./log.ts";
import { settings } from "./settings.ts";

const slowJournal =
  "The folder of the history is on a file system that several programs can't share quickly, such as a network drive: chats are saved as safely there, but more slowly.";

/** The store of this window: on the disk, or in memory for as long as the history is switched off. */
export function openConversationStore(
  extensionUri: vscode.Uri,
  globalStorageUri: vscode.Uri,
  log: Log,
): Store {
  const { name, workspaceFile, workspaceFolders } = vscode.workspace;
  const place = workspaceFile ?? workspaceFolders?.[0]?.uri;
  return openStore({
    directory: globalStorageUri.fsPath,
    workerFile: vscode.Uri.joinPath(extensionUri, "dist", "store.cjs").fsPath,
    workspace: place?.toString() ?? "",
    folder: name ?? "",
    isOff: () => !settings.historyEnabled(),
    onFault: (fault, message) => log.warn(`The history is not saved (${fault}): ${message}`),
    onRollbackJournal: () => log.warn(slowJournal),
  });
}
