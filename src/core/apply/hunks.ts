import { makesFile, startsFile } from "./filesOfDiff.ts";

/** What a hunk of a diff replaces with what. */
export interface Hunk {
  readonly before: readonly string[];
  readonly after: readonly string[];
  /**
   * The line that its header names, from 1: where its lines begin, or what they go below, 0 for the top of the file.
   * Undefined where it names none.
   */
  readonly line: number | undefined;
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
  const hunks: { before: string[]; after: string[]; line: number | undefined }[] = [];
  let hunk: (typeof hunks)[number] = { before: [], after: [], line: undefined };
  const flush = () => {
    if (hunk.before.length + hunk.after.length > 0) hunks.push(hunk);
  };
  for (const [index, line] of lines.entries()) {
    if (line.startsWith("@@")) {
      flush();
      const number = /^@@ -(\d+)/.exec(line)?.[1];
      hunk = { before: [], after: [], line: number === undefined ? undefined : Number(number) };
    } else if (
      /^(?:diff |index |\\ )/.test(line) ||
      startsFile(lines, index) ||
      startsFile(lines, index - 1)
    ) {
      flush();
      hunk = { before: [], after: [], line: undefined };
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
