import * as vscode from "vscode";
import type { CodeAttachment } from "../../core/attachment.ts";

export interface ReferredCode {
  readonly uri: vscode.Uri;
  readonly attachment: CodeAttachment;
}

/** The code that a question in VS Code's chat refers to; without any, what is selected in the editor. */
export async function readReferences(
  references: readonly vscode.ChatPromptReference[],
): Promise<readonly ReferredCode[]> {
  const places = references.map(({ value }) => value).filter(isPlace);
  const editor = vscode.window.activeTextEditor;
  if (places.length === 0 && editor !== undefined && !editor.selection.isEmpty)
    places.push(new vscode.Location(editor.document.uri, editor.selection));
  const code = await Promise.all(places.map(read));
  return code.filter((item) => item !== undefined);
}

type Place = vscode.Uri | vscode.Location;

function isPlace(value: unknown): value is Place {
  return value instanceof vscode.Uri || value instanceof vscode.Location;
}

/** Undefined for what is no text: a picture, a folder, a file that is gone. */
async function read(place: Place): Promise<ReferredCode | undefined> {
  const uri = place instanceof vscode.Uri ? place : place.uri;
  try {
    const document = await vscode.workspace.openTextDocument(uri);
    const range = place instanceof vscode.Location ? wholeLines(document, place.range) : undefined;
    return {
      uri,
      attachment: {
        kind: "code",
        id: uri.toString(),
        path: vscode.workspace.asRelativePath(uri),
        languageId: document.languageId,
        text: document.getText(range),
        ...(range && { lines: { start: range.start.line + 1, end: range.end.line + 1 } }),
      },
    };
  } catch {
    return undefined;
  }
}

/** A selection that ends before a line's first character does not mean that line. */
function wholeLines(document: vscode.TextDocument, { start, end }: vscode.Range): vscode.Range {
  const last = end.character === 0 && end.line > start.line ? end.line - 1 : end.line;
  return new vscode.Range(start.line, 0, last, document.lineAt(last).range.end.character);
}
