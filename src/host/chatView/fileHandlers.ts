import * as vscode from "vscode";
import type { FilesSignal, OpenFileIntent } from "../../shared/fileNames.ts";
import { columnFor } from "../columnFor.ts";
import { findFile } from "../workspaceFiles.ts";
import type { ChatViewContext, Handlers } from "./context.ts";
import { showWarning } from "../notices.ts";

/** The files that answers name: which of them are there, and opening one. */
export function fileHandlers(
  signal: (files: FilesSignal) => void,
  editor: ChatViewContext["editor"],
): Pick<Handlers, "findFiles" | "openFile"> {
  return {
    findFiles: ({ paths }) => void lookFor(paths).then(signal),
    openFile: (intent) => void open(intent, editor()),
  };
}

async function lookFor(paths: readonly string[]): Promise<FilesSignal> {
  const found = await Promise.all(paths.map(findFile));
  return {
    type: "files",
    there: paths.filter((_, index) => found[index] !== undefined),
    missing: paths.filter((_, index) => found[index] === undefined),
  };
}

/** The file is looked for again: it may have gone, or lead elsewhere by now. */
async function open(
  { path, line, column }: OpenFileIntent,
  lastEditor: vscode.TextEditor | undefined,
): Promise<void> {
  const uri = await findFile(path);
  if (uri === undefined) {
    void showWarning(vscode.l10n.t("{0} is not there any more.", path));
    return;
  }
  const at = line === null ? undefined : new vscode.Position(line - 1, (column ?? 1) - 1);
  const options: vscode.TextDocumentShowOptions = {
    viewColumn: columnFor(uri, lastEditor),
    ...(at !== undefined && { selection: new vscode.Range(at, at) }),
  };
  await vscode.commands.executeCommand("vscode.open", uri, options);
}
