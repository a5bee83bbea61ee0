import type { LineRange } from "./attachment.ts";

/** One replacement in a document; lines and columns are 0-based, the end is exclusive. */
export interface Edit {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly text: string;
}

/**
 * Where lines are after an edit: what is typed above moves them, what is typed inside grows them, what is typed
 * below leaves them. `lastColumn` is where the last line ended before, where it is known. Undefined when they were cut.
 */
export function followEdit(
  lines: LineRange,
  lastColumn: number | undefined,
  edit: Edit,
): LineRange | undefined {
  const first = lines.start - 1;
  const last = lines.end - 1;
  const grown = newlines(edit.text) - (edit.endLine - edit.startLine);
  const isBelow =
    edit.startLine > last ||
    (edit.startLine === last &&
      edit.startColumn >= (lastColumn ?? Number.POSITIVE_INFINITY) &&
      /^(?:\r?\n|$)/.test(edit.text));
  if (isBelow) return lines;
  const isAbove =
    edit.endLine < first ||
    (edit.endLine === first && edit.endColumn === 0 && endsLine(edit, first));
  if (isAbove) return { start: lines.start + grown, end: lines.end + grown };
  if (isCut(edit, first, last, lastColumn)) return undefined;
  // As when a file is read anew: where in the new text they are, nobody knows.
  if (edit.startLine < first && edit.endLine > last) return lines;
  const start = Math.min(first, edit.startLine);
  const end = Math.max(last, edit.endLine) + grown;
  return { start: start + 1, end: end + 1 };
}

/** Where these whole lines are in a document, which ends its lines with `eol`; undefined unless there is one such place. */
export function onlyPlace(
  document: string,
  lines: string,
  eol: "\n" | "\r\n",
): LineRange | undefined {
  const within = eol + document + eol;
  const wanted = eol + lines + eol;
  const at = within.indexOf(wanted);
  if (at < 0 || within.includes(wanted, at + 1)) return undefined;
  const start = newlines(within.slice(0, at)) + 1;
  return { start, end: start + newlines(lines) };
}

/** Whether all of the lines went, and a line break with them; an empty line that stays is still their place. */
function isCut(
  { startLine, startColumn, endLine, endColumn, text }: Edit,
  first: number,
  last: number,
  lastColumn: number | undefined,
): boolean {
  if (text !== "") return false;
  return startLine < first
    ? endLine > last || (endLine === last && endColumn >= (lastColumn ?? Number.POSITIVE_INFINITY))
    : startLine === first && startColumn === 0 && endLine > last;
}

/** Whether what stood before the first line still ends where that line begins. */
function endsLine({ text, startLine, startColumn }: Edit, first: number): boolean {
  return text.endsWith("\n") || (text === "" && startColumn === 0 && startLine <= first);
}

function newlines(text: string): number {
  return text.split("\n").length - 1;
}
