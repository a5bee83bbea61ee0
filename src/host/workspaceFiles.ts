import { realpath } from "node:fs/promises";
import { dirname, relative, sep, isAbsolute } from "node:path";
import * as vscode from "vscode";
import { pathInside } from "../core/apply/paths.ts";

/** The file of the workspace that an answer names; undefined for one that is not there or really lies elsewhere. */
export async function findFile(hint: string): Promise<vscode.Uri | undefined> {
  const inside = pathInside(hint);
  if (inside === undefined) return undefined;
  for (const uri of placesOf(inside)) {
    if ((await isFile(uri)) && (await isContained(uri))) return uri;
  }
  return undefined;
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

/** Where several folders are open, questions name files after the name of their folder, and so do answers. */
function placesOf(path: string): readonly vscode.Uri[] {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const [first, ...rest] = path.split("/");
  const named = folders.length > 1 ? folders.filter(({ name }) => name === first) : [];
  return [
    ...named.map(({ uri }) => vscode.Uri.joinPath(uri, ...rest)),
    ...folders.map(({ uri }) => vscode.Uri.joinPath(uri, path)),
  ];
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
