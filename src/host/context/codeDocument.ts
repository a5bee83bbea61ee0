import { EndOfLine, workspace, type TextDocument } from "vscode";
import type { CodeAttachment } from "../../core/attachment.ts";
import { movedBy } from "../../core/followCode.ts";
import { onlyPlace } from "../../core/followEdits.ts";
import { uriOf } from "./codeUri.ts";
import { rangeOf } from "./selection.ts";

/** The document of the code where it is open, in an editor or not. */
export function openOne({ uri }: CodeAttachment): TextDocument | undefined {
  return workspace.textDocuments.find((document) => document.uri.toString() === uri);
}

/** Undefined where the document is gone; one that was never saved is not made anew. */
export async function openDocument(code: CodeAttachment): Promise<TextDocument | undefined> {
  const open = openOne(code);
  if (open !== undefined) return open;
  const uri = uriOf(code);
  if (uri === undefined || uri.scheme === "untitled") return undefined;
  try {
    return await workspace.openTextDocument(uri);
  } catch {
    return undefined;
  }
}

/** What stands in the lines of the code, or in the whole document. */
export function textIn(document: TextDocument, { lines }: CodeAttachment): string {
  return document.getText(lines === undefined ? undefined : rangeOf(document, lines));
}

/** Undefined where the code is a whole document, or where its lines are not there. */
export function endOfLastLine(
  document: TextDocument,
  { lines }: CodeAttachment,
): number | undefined {
  return lines === undefined || lines.end > document.lineCount
    ? undefined
    : document.lineAt(lines.end - 1).text.length;
}

/** The code in the only place of its document that has its lines. */
export function foundAgain(
  { outdated, ...code }: CodeAttachment,
  document: TextDocument,
): CodeAttachment | undefined {
  if (code.lines === undefined || code.isPart === true) return undefined;
  const eol = document.eol === EndOfLine.CRLF ? "\r\n" : "\n";
  const lines = onlyPlace(document.getText(), code.text, eol);
  return lines && movedBy(code, lines.start - code.lines.start);
}
