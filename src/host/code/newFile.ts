import * as vscode from "vscode";
import { pathInside } from "../../core/apply/paths.ts";
import { languageId } from "../languages.ts";
import type { AnswerCode } from "./codeBlockActions.ts";

/** Opens the code as a new file that is not saved, with the language and the name that its fence proposes. */
export async function newFile(answer: AnswerCode): Promise<void> {
  const document = (await namedFile(answer)) ?? (await untitledFile(answer));
  await vscode.window.showTextDocument(document);
}

async function untitledFile({ code, language }: AnswerCode): Promise<vscode.TextDocument> {
  const id = await languageId(language);
  return vscode.workspace.openTextDocument({
    content: `${code}\n`,
    ...(id === undefined ? {} : { language: id }),
  });
}

/** The name is proposed when the file is saved; a file that is there already keeps its name to itself. */
async function namedFile({ code, path }: AnswerCode): Promise<vscode.TextDocument | undefined> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  const inside = path === null ? undefined : pathInside(path);
  if (folder === undefined || inside === undefined) return undefined;
  const target = vscode.Uri.joinPath(folder.uri, inside);
  if (await exists(target)) return undefined;
  const document = await vscode.workspace.openTextDocument(target.with({ scheme: "untitled" }));
  if (document.getText() !== "") return undefined;
  const edit = new vscode.WorkspaceEdit();
  edit.insert(document.uri, new vscode.Position(0, 0), `${code}\n`);
  await vscode.workspace.applyEdit(edit);
  return document;
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}
