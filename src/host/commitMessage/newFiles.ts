import { posix } from "node:path";
import * as vscode from "vscode";
import { untrackedFiles } from "../context/capturedText.ts";
import { newFileDiff } from "./newFileDiff.ts";

/** Larger files go by name only. */
const mostBytes = 50_000;

/** More of them are a folder that is missing in `.gitignore`: the rest is counted. */
const mostFiles = 100;

/** The files that Git does not know yet, which Source Control lists and `git diff` leaves out. */
export async function newFiles(root: vscode.Uri): Promise<string> {
  const uris = await untrackedFiles({ files: [], repositories: [root] });
  const diffs = uris
    .slice(0, mostFiles)
    .map(async (uri) => newFileDiff(posix.relative(root.path, uri.path), await readText(uri)));
  const more = uris.length - mostFiles;
  return [...(await Promise.all(diffs)), more > 0 ? `[… ${more} more new files]\n` : ""].join("");
}

/** Undefined for what is long, no text, or a link: that may lead out of the repository. */
async function readText(uri: vscode.Uri): Promise<string | undefined> {
  const { fs } = vscode.workspace;
  try {
    const { type, size } = await fs.stat(uri);
    if (type !== vscode.FileType.File || size > mostBytes) return undefined;
    const text = new TextDecoder("utf-8", { fatal: true }).decode(await fs.readFile(uri));
    return text.includes("\0") ? undefined : text;
  } catch {
    return undefined;
  }
}
