import { realpath } from "node:fs/promises";
import { dirname, relative, sep, isAbsolute } from "node:path";
import * as vscode from "vscode";
import { pathInside } from "../../core/apply/paths.ts";

/**
 * The document that code is for: the file that its fence names, where it is one of the workspace's, else the one in
 * the active editor. Undefined where there is none.
 */
export async function findTarget(path: string | null): Promise<vscode.TextDocument | undefined> {
  const inside = path === null ? undefined : pathInside(path);
  for (const folder of vscode.workspace.workspaceFolders ?? []) {
    if (inside === undefined) break;
    const uri = vscode.Uri.joinPath(folder.uri, inside);
    if ((await isFile(uri)) && (await isContained(uri)))
      return vscode.workspace.openTextDocument(uri);
  }
  return vscode.window.activeTextEditor?.document;
}

/**
 * Whether a file really is inside the workspace, symbolic links followed; asked again right before each write
 * (threats T13). A file that the user has opened themselves need not be.
 */
export async function isContained(uri: vscode.Uri): Promise<boolean> {
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  if (folder === undefined) return false;
  if (uri.scheme !== "file") return true;
  const [root, target] = await Promise.all([realpath(folder.uri.fsPath), realOf(uri.fsPath)]);
  const way = relative(root, target);
  return way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** The real path of a file, or of the nearest folder above it that exists. */
async function realOf(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    const parent = dirname(path);
    return parent === path ? path : realOf(parent);
  }
}

async function isFile(uri: vscode.Uri): Promise<boolean> {
  try {
    return ((await vscode.workspace.fs.stat(uri)).type & vscode.FileType.File) !== 0;
  } catch {
    return false;
  }
}
