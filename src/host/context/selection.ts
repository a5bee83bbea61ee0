import { randomUUID } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import {
  commands,
  Range,
  type DocumentSymbol,
  type SymbolInformation,
  type TextDocument,
  type TextEditor,
} from "vscode";
import type { CodeAttachment, LineRange } from "../../core/attachment.ts";
import { documentPath } from "./documentPath.ts";

/**
 * The code that is selected, one attachment for each cursor that selects something; without a selection the
 * function that the cursor is in, or else the whole document.
 */
export async function selectedCode(editor: TextEditor): Promise<readonly CodeAttachment[]> {
  const { document } = editor;
  const selected = selectedLines(editor);
  if (selected.length > 0) return selected;
  const around = (await symbolsAt(document, editor.selection)).at(-1);
  return [around === undefined ? wholeDocument(document) : codeIn(document, around.range)];
}

/** The code that is selected, one attachment for each cursor that selects something. */
export function selectedLines({ document, selections }: TextEditor): readonly CodeAttachment[] {
  return selections.filter(({ isEmpty }) => !isEmpty).map((range) => codeIn(document, range));
}

/** The lines around a problem that it takes to understand it. */
const linesAround = 10;

/** The function that a problem is in, or the lines around it. */
export async function codeAround(document: TextDocument, range: Range): Promise<CodeAttachment> {
  const around = (await symbolsAt(document, range)).at(-1);
  if (around !== undefined) return codeIn(document, around.range);
  const first = Math.max(0, range.start.line - linesAround);
  const lines = new Range(first, 0, range.end.line + linesAround, Number.MAX_SAFE_INTEGER);
  return codeIn(document, document.validateRange(lines));
}

/** The code in a range, verbatim; lines that are selected but for their indentation are taken whole. */
export function codeIn(document: TextDocument, range: Range): CodeAttachment {
  const endsBeforeLine = range.end.character === 0 && range.end.line > range.start.line;
  const last = document.lineAt(endsBeforeLine ? range.end.line - 1 : range.end.line);
  const first = document.lineAt(range.start.line);
  const whole = new Range(first.range.start, last.range.end);
  const cut = range.with({ end: endsBeforeLine ? last.range.end : range.end });
  const isWhole =
    range.start.character <= first.firstNonWhitespaceCharacterIndex &&
    document.getText(new Range(cut.end, last.range.end)).trim() === "";
  return {
    ...described(document),
    lines: { start: first.lineNumber + 1, end: last.lineNumber + 1 },
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

/** The whole lines, without the last one's end. */
export function rangeOf(document: TextDocument, lines: LineRange): Range {
  return document.validateRange(
    new Range(lines.start - 1, 0, lines.end - 1, Number.MAX_SAFE_INTEGER),
  );
}

/** How long a language server may take to name what the lines are in, in milliseconds. */
const symbolsWithinMs = 300;

/** The names of what the lines are inside of, outermost first; none where nobody knows in time. */
export async function enclosingNames(
  document: TextDocument,
  lines: LineRange,
): Promise<readonly string[]> {
  return (await symbolsAt(document, rangeOf(document, lines))).map(({ name }) => name);
}

async function symbolsAt(document: TextDocument, range: Range): Promise<readonly DocumentSymbol[]> {
  const found = await Promise.race([
    commands.executeCommand<readonly AnySymbol[] | undefined>(
      "vscode.executeDocumentSymbolProvider",
      document.uri,
    ),
    setTimeout(symbolsWithinMs, undefined),
  ]);
  const trimmed = new Range(
    range.start.line,
    document.lineAt(range.start.line).range.end.character,
    range.end.line,
    0,
  );
  const result: DocumentSymbol[] = [];
  for (let level: readonly AnySymbol[] = found ?? []; ;) {
    const next = level.find((symbol) => isNested(symbol) && contains(symbol.range, trimmed));
    if (next === undefined || !isNested(next)) return result;
    result.push(next);
    level = next.children;
  }
}

type AnySymbol = DocumentSymbol | SymbolInformation;

/** VS Code answers with symbols that are of both classes; those of flat lists have no range of their own. */
function isNested(symbol: AnySymbol): symbol is DocumentSymbol {
  return "range" in symbol && "children" in symbol;
}

function contains(outer: Range, inner: Range): boolean {
  return outer.start.line <= inner.start.line && outer.end.line >= inner.end.line;
}
