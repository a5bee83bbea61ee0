import * as vscode from "vscode";
import { findLanguage, readLanguages } from "../core/languages.ts";

/** VS Code's id of the language that a fence's tag means, such as `typescriptreact` for `tsx`. */
export async function languageId(tag: string): Promise<string | undefined> {
  const contributed = vscode.extensions.all.flatMap(({ packageJSON }) =>
    readLanguages(packageJSON),
  );
  const id = findLanguage(contributed, tag);
  const known = await vscode.languages.getLanguages();
  return id !== undefined && known.includes(id) ? id : undefined;
}
