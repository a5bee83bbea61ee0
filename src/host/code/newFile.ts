import * as vscode from "vscode";
import { columnFor } from "../columnFor.ts";
import { languageId } from "../languages.ts";
import { findNewPlace } from "../workspaceFiles.ts";
import type { AnswerCode } from "./codeBlockActions.ts";
import { confirmIfObeyed } from "./confirmIfObeyed.ts";
import { showInformation } from "../notices.ts";

/** Opens the code as a new file that is not saved, with the language and the name that its fence proposes. */
export async function newFile(
  answer: AnswerCode,
  lastEditor: vscode.TextEditor | undefined,
): Promise<void> {
  const document = (await namedFile(answer)) ?? (await untitledFile(answer));
  await vscode.window.showTextDocument(document, columnFor(document.uri, lastEditor));
}

/** Code is for a file that is not there: says so, and offers to make it. */
export async function offerNewFile(
  answer: AnswerCode,
  path: string,
  editor: () => vscode.TextEditor | undefined,
): Promise<void> {
  const make = vscode.l10n.t("New File");
  const choice = await showInformation(
    vscode.l10n.t("There is no file {0} in this workspace.", path),
    make,
  );
  if (choice === make) await newFile(answer, editor());
}

async function untitledFile({ code, language }: AnswerCode): Promise<vscode.TextDocument> {
  const id = await languageId(language);
  return vscode.workspace.openTextDocument({
    content: `${code}\n`,
    ...(id === undefined ? {} : { language: id }),
  });
}

/**
 * Saving it goes to its name without a question, so that is asked here; a file that is there already keeps its name to
 * itself.
 */
async function namedFile({ code, path }: AnswerCode): Promise<vscode.TextDocument | undefined> {
  const target = path === null ? undefined : await findNewPlace(path);
  if (target === undefined || !(await confirmIfObeyed(target, "", code))) return undefined;
  const document = await vscode.workspace.openTextDocument(target.with({ scheme: "untitled" }));
  if (document.getText() !== "") return undefined;
  const edit = new vscode.WorkspaceEdit();
  edit.insert(document.uri, new vscode.Position(0, 0), `${code}\n`);
  await vscode.workspace.applyEdit(edit);
  return document;
}
