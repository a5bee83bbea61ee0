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
 * below leaves them. `lastColumn` is where the last line ended before, where it is known. Undefined when they are gone.
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
  const start = Math.min(first, edit.startLine);
  const end = Math.max(last, edit.endLine) + grown;
  const swallowed = edit.startLine < first && edit.endLine > last;
  return swallowed || end < start ? undefined : { start: start + 1, end: end + 1 };
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

/** Whether what stood before the first line still ends where that line begins. */
function endsLine({ text, startLine, startColumn }: Edit, first: number): boolean {
  return text.endsWith("\n") || (text === "" && startColumn === 0 && startLine <= first);
}

function newlines(text: string): number {
  return text.split("\n").length - 1;
}
