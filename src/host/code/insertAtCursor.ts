import * as vscode from "vscode";
import { columnFor } from "../columnFor.ts";
import { confirmIfObeyed } from "./confirmIfObeyed.ts";
import { trustsWorkspace } from "./trustsWorkspace.ts";
import { showInformation } from "../notices.ts";

/** Puts the code at the cursors of the editor, in place of what is selected there. */
export async function insertAtCursor(
  code: string,
  editor: vscode.TextEditor | undefined,
): Promise<void> {
  if (editor === undefined)
    return tell(vscode.l10n.t("Open the file that the code is to go into first."));
  if (!trustsWorkspace(vscode.l10n.t("Code goes into files in trusted workspaces only."))) return;
  const { document, selections } = editor;
  const before = document.getText();
  if (!(await confirmIfObeyed(document.uri, before, withInserted(editor, code)))) return;
  const isDone = await editor.edit((edit) => {
    for (const selection of selections) edit.replace(selection, code);
  });
  if (!isDone) return tell(vscode.l10n.t("The code could not be inserted: nobody can write here."));
  await vscode.window.showTextDocument(document, columnFor(document.uri, editor));
}

/** The document as it will be. */
function withInserted({ document, selections }: vscode.TextEditor, code: string): string {
  const fromLast = selections.toSorted((a, b) => b.start.compareTo(a.start));
  return fromLast.reduce(
    (text, { start, end }) =>
      text.slice(0, document.offsetAt(start)) + code + text.slice(document.offsetAt(end)),
    document.getText(),
  );
}

function tell(text: string): void {
  void showInformation(text);
}
