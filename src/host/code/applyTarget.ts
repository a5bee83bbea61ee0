import * as vscode from "vscode";
import { pathInside } from "../../core/apply/paths.ts";
import { findFile } from "../workspaceFiles.ts";

/**
 * The document that code is for: the file of the workspace that its fence names, or the open document where that has
 * this name; without a name the open document. Undefined where there is none.
 */
export async function findTarget(
  path: string | null,
  open: vscode.TextDocument | undefined,
): Promise<vscode.TextDocument | undefined> {
  if (path === null) return open;
  const uri = await findFile(path);
  if (uri !== undefined) return vscode.workspace.openTextDocument(uri);
  return open !== undefined && isCalled(open, path) ? open : undefined;
}

/** Answers name files in part, and those of no folder by their file's name, as questions do. */
function isCalled({ uri }: vscode.TextDocument, path: string): boolean {
  const inside = pathInside(path);
  return inside !== undefined && `/${uri.path}`.endsWith(`/${inside}`);
}
