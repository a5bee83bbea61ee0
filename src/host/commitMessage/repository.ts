import * as vscode from "vscode";
import { gitApi } from "../gitExtension.ts";

/** The part of the built-in Git extension's API that is used here; its shape is checked before it is trusted. */
export interface Repository {
  readonly rootUri: vscode.Uri;
  readonly inputBox: { value: string };
  /** The staged changes, or those of the working tree. */
  diff(staged: boolean): Promise<string>;
  log(options: { readonly maxEntries: number }): Promise<readonly { readonly message: string }[]>;
}

/** The repository of a folder; of the only one, where none is named. */
export async function findRepository(
  root: vscode.Uri | undefined,
): Promise<Repository | undefined> {
  const all: readonly unknown[] = (await gitApi())?.repositories ?? [];
  const repositories = all.filter(isRepository);
  if (root === undefined) return repositories.length === 1 ? repositories[0] : undefined;
  return repositories.find(({ rootUri }) => rootUri.toString() === root.toString());
}

function isRepository(value: unknown): value is Repository {
  return (
    typeof value === "object" &&
    value !== null &&
    "rootUri" in value &&
    value.rootUri instanceof vscode.Uri &&
    "inputBox" in value &&
    "diff" in value &&
    typeof value.diff === "function" &&
    "log" in value &&
    typeof value.log === "function"
  );
}
