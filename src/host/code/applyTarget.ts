import * as vscode from "vscode";
import { findFile } from "../workspaceFiles.ts";

/**
 * The document that code is for: the file that its fence names, where it is one of the workspace's, else the one in
 * the active editor. Undefined where there is none.
 */
export async function findTarget(path: string | null): Promise<vscode.TextDocument | undefined> {
  const uri = path === null ? undefined : await findFile(path);
  if (uri !== undefined) return vscode.workspace.openTextDocument(uri);
  return vscode.window.activeTextEditor?.document;
}
