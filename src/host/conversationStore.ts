import * as vscode from "vscode";
import type { ConversationStore } from "../core/conversationStore.ts";
import type { History } from "../core/history.ts";
import { memoryStore } from "../store/memoryStore.ts";
import { openStore } from "../store/openStore.ts";
import { settings } from "./settings.ts";

/** The store of this window: on the disk, or in memory where the history is switched off. */
export function openConversationStore(
  extensionUri: vscode.Uri,
  globalStorageUri: vscode.Uri,
): ConversationStore & History {
  if (!settings.historyEnabled()) return memoryStore();
  const { name, workspaceFile, workspaceFolders } = vscode.workspace;
  const place = workspaceFile ?? workspaceFolders?.[0]?.uri;
  return openStore({
    directory: globalStorageUri.fsPath,
    workerFile: vscode.Uri.joinPath(extensionUri, "dist", "store.cjs").fsPath,
    workspace: place?.toString() ?? "",
    folder: name ?? "",
  });
}
