import { randomUUID } from "node:crypto";
import { Range, type DocumentSymbol, type TextDocument, type TextEditor } from "vscode";
import type { CodeAttachment, LineRange } from "../../core/attachment.ts";
import { mergeLines } from "../../core/mergeLines.ts";
import { documentPath } from "./documentPath.ts";
import { bodyAround, symbolsAt } from "./symbols.ts";

/** The code that is selected; without a selection the function that the cursor is in, or else the whole document. */
export async function selectedCode(editor: TextEditor): Promise<readonly CodeAttachment[]> {
  const { document } = editor;
  const selected = selectedLines(editor);
  if (selected.length > 0) return selected;
  const around = bodyAround(document, await symbolsAt(document, editor.selection));
  return [around === undefined ? wholeDocument(document) : codeOf(document, around)];
}

/** The code that is selected: what several cursors select in the same or in adjacent lines is these lines as a whole. */
export function selectedLines({ document, selections }: TextEditor): readonly CodeAttachment[] {
  const selected = selections.filter(({ isEmpty }) => !isEmpty);
  return mergeLines(selected, linesOf).map(({ lines, from }) =>
    codeIn(document, from.length === 1 ? from[0] : rangeOf(document, lines)),
  );
}

/** The lines around a problem that it takes to understand it. */
const linesAround = 10;

/** The function that a problem is in, or the lines around it. */
export async function codeAround(document: TextDocument, range: Range): Promise<CodeAttachment> {
  const around = bodyAround(document, await symbolsAt(document, range));
  return around === undefined ? nearbyLines(document, range) : codeOf(document, around);
}

/** The symbol whose range this is, or the lines around it. */
export async function codeOfSymbol(document: TextDocument, known: Range): Promise<CodeAttachment> {
  // The document may have become shorter since.
  const range = document.validateRange(known);
  const symbol = (await symbolsAt(document, range)).at(-1);
  return symbol === undefined ? nearbyLines(document, range) : codeOf(document, symbol);
}

function nearbyLines(document: TextDocument, range: Range): CodeAttachment {
  const first = Math.max(0, range.start.line - linesAround);
  const lines = new Range(first, 0, range.end.line + linesAround, Number.MAX_SAFE_INTEGER);
  return codeIn(document, document.validateRange(lines));
}

/** Whole lines: the range of a variable begins at its name. */
function codeOf(document: TextDocument, { range }: DocumentSymbol): CodeAttachment {
  return codeIn(document, rangeOf(document, linesOf(range)));
}

/** The code in a range, verbatim; lines that are selected but for their indentation are taken whole. */
export function codeIn(document: TextDocument, range: Range): CodeAttachment {
  const lines = linesOf(range);
  const first = document.lineAt(lines.start - 1);
  const last = document.lineAt(lines.end - 1);
  const whole = new Range(first.range.start, last.range.end);
  const cut = range.with({ end: range.end.isAfter(last.range.end) ? last.range.end : range.end });
  const isWhole =
    range.start.character <= first.firstNonWhitespaceCharacterIndex &&
    document.getText(new Range(cut.end, last.range.end)).trim() === "";
  return {
    ...described(document),
    lines,
    ...(!isWhole && { isPart: true }),
    text: document.getText(isWhole ? whole : cut),
  };
}

export function wholeDocument(document: TextDocument): CodeAttachment {
  return { ...described(document), text: document.getText() };
}

function described(document: TextDocument): Omit<CodeAttachment, "text"> {
  return {
    kind: "code",
    id: randomUUID(),
    path: documentPath(document),
    uri: document.uri.toString(),
    languageId: document.languageId,
  };
}

/** A range that ends before a line's first character does not mean that line. */
function linesOf({ start, end }: Range): LineRange {
  const endsBeforeLine = end.character === 0 && end.line > start.line;
  return { start: start.line + 1, end: endsBeforeLine ? end.line : end.line + 1 };
}

/** The whole lines, without the last one's end. */
export function rangeOf(document: TextDocument, lines: LineRange): Range {
  return document.validateRange(
    new Range(lines.start - 1, 0, lines.end - 1, Number.MAX_SAFE_INTEGER),
  );
}

/** The names of what the lines are inside of, outermost first; none where nobody knows in time. */
export async function enclosingNames(
  document: TextDocument,
  lines: LineRange,
): Promise<readonly string[]> {
  return (await symbolsAt(document, rangeOf(document, lines))).map(({ name }) => name);
}
