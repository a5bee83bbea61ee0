import { realpath } from "node:fs/promises";
import { basename, dirname, isAbsolute, join, relative, sep } from "node:path";
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

/** Where a new file goes that an answer names; undefined where one is already, or where it would really lie elsewhere. */
export async function findNewPlace(hint: string): Promise<vscode.Uri | undefined> {
  const inside = pathInside(hint);
  const [uri] = inside === undefined ? [] : placesOf(inside);
  const isFree = uri !== undefined && (await typeOf(uri)) === undefined;
  return isFree && (await isContained(uri)) ? uri : undefined;
}

/**
 * Whether a file really is inside the workspace, symbolic links followed; asked again right before each write
 * (threats T13). A file that the user has opened themselves need not be.
 */
export async function isContained(uri: vscode.Uri): Promise<boolean> {
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  if (folder === undefined) return false;
  if (uri.scheme !== "file") return !(await hasLink(uri, folder.uri));
  const [root, target] = await Promise.all([realpath(folder.uri.fsPath), realOf(uri.fsPath)]);
  const way = relative(root, target);
  return way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** The file that links lead to, where it is on this machine. */
export async function realUri(uri: vscode.Uri): Promise<vscode.Uri> {
  return uri.scheme === "file" ? vscode.Uri.file(await realOf(uri.fsPath)) : uri;
}

/** Whether the file, or a folder on the way to it, is a link: on another machine nobody says where it leads. */
async function hasLink(uri: vscode.Uri, folder: vscode.Uri): Promise<boolean> {
  if (uri.path.length <= folder.path.length) return false;
  const type = (await typeOf(uri)) ?? vscode.FileType.Unknown;
  const isLink = (type & vscode.FileType.SymbolicLink) !== 0;
  return isLink || hasLink(vscode.Uri.joinPath(uri, ".."), folder);
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

/** The real path of a file; of one that is not there, in the real path of its folder. */
async function realOf(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    const parent = dirname(path);
    return parent === path ? path : join(await realOf(parent), basename(path));
  }
}

async function isFile(uri: vscode.Uri): Promise<boolean> {
  return (((await typeOf(uri)) ?? 0) & vscode.FileType.File) !== 0;
}

/** Undefined where nothing is. */
async function typeOf(uri: vscode.Uri): Promise<vscode.FileType | undefined> {
  try {
    return (await vscode.workspace.fs.stat(uri)).type;
  } catch {
    return undefined;
  }
}
