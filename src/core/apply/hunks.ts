import { makesFile, startsFile } from "./filesOfDiff.ts";
import { findLines, reindent } from "./findLines.ts";

/** What a hunk of a diff replaces with what. */
export interface Hunk {
  readonly before: readonly string[];
  readonly after: readonly string[];
  /** The line that its header names, from 0; undefined where it names none. */
  readonly at: number | undefined;
}

/** Whether code may be a diff: it has hunk headers, or only lines that start with `+`, `-` or a space. */
export function mayBeDiff(lines: readonly string[]): boolean {
  return hasHeader(lines) || (lines.every((line) => /^(?:[ +-]|$)/.test(line)) && removes(lines));
}

/** Whether code can't be anything but a diff: lists, too, have lines that start with `-`. */
export function isDiff(lines: readonly string[]): boolean {
  return hasHeader(lines) || (removes(lines) && lines.some((line) => line.startsWith("+")));
}

function hasHeader(lines: readonly string[]): boolean {
  return lines.some((line) => /^@@(?: .*)?@@/.test(line));
}

function removes(lines: readonly string[]): boolean {
  return lines.some((line) => /^-(?!--)/.test(line));
}

/** Reads the hunks by their lines alone: models count lines wrongly in the headers. */
export function parseHunks(lines: readonly string[]): readonly Hunk[] {
  const hunks: { before: string[]; after: string[]; at: number | undefined }[] = [];
  let hunk = { before: [] as string[], after: [] as string[], at: undefined as number | undefined };
  const flush = () => {
    if (hunk.before.length + hunk.after.length > 0) hunks.push(hunk);
  };
  for (const [index, line] of lines.entries()) {
    if (line.startsWith("@@")) {
      flush();
      const number = /^@@ -(\d+)/.exec(line)?.[1];
      const at = number === undefined ? undefined : Math.max(0, Number(number) - 1);
      hunk = { before: [], after: [], at };
    } else if (
      /^(?:diff |index |\\ )/.test(line) ||
      startsFile(lines, index) ||
      startsFile(lines, index - 1)
    ) {
      flush();
      hunk = { before: [], after: [], at: undefined };
    } else if (line.startsWith("-")) hunk.before.push(line.slice(1));
    else if (line.startsWith("+")) hunk.after.push(line.slice(1));
    else {
      const context = line.startsWith(" ") ? line.slice(1) : line;
      hunk.before.push(context);
      hunk.after.push(context);
    }
  }
  flush();
  return hunks;
}

/** The text of a file that a diff makes anew; undefined for other code. */
export function newTextOf(lines: readonly string[]): string | undefined {
  if (!hasHeader(lines) && !makesFile(lines)) return undefined;
  const hunks = parseHunks(lines);
  const isNew = hunks.every(({ before }) => before.length === 0);
  return isNew ? hunks.flatMap(({ after }) => after).join("\n") : undefined;
}

/** Applies hunks in their order. Undefined where one of them fits nowhere, or in several places. */
export function applyHunks(text: readonly string[], hunks: readonly Hunk[]): string[] | undefined {
  const result = [...text];
  let from = 0;
  let moved = 0;
  for (const hunk of hunks) {
    const start = findHunk(result, hunk, from, moved);
    if (start === undefined) return undefined;
    const after =
      hunk.before.length > 0
        ? reindent(hunk.after, hunk.after[0] ?? "", result[start] ?? "")
        : hunk.after;
    const isShifted = (hunk.before[0] ?? "").trimEnd() !== (result[start] ?? "").trimEnd();
    result.splice(start, hunk.before.length, ...(isShifted ? after : hunk.after));
    from = start + hunk.after.length;
    moved += hunk.after.length - hunk.before.length;
  }
  return result;
}

function findHunk(
  text: readonly string[],
  { before, at }: Hunk,
  from: number,
  moved: number,
): number | undefined {
  const named = at === undefined ? undefined : at + moved;
  if (before.length === 0) {
    if (text.every((line) => line === "")) return 0;
    return named === undefined ? undefined : Math.min(named + 1, text.length);
  }
  const found = findLines(text, before, from);
  if (found.length < 2 || named === undefined) return found.length === 1 ? found[0] : undefined;
  return found.toSorted((a, b) => Math.abs(a - named) - Math.abs(b - named))[0];
}
