import { indentation, isFull, isTelling, sameLine } from "./findLines.ts";

/** Lines of an answer that the file seems not to have, and those that the file has where they would go. */
export interface NewLines {
  readonly above: readonly string[];
  readonly below: readonly string[];
  /** What stands between them in the answer and in the file. */
  readonly anchored: string;
  readonly fileAbove: readonly string[];
  readonly fileBelow: readonly string[];
}

/** Whether lines can be another version of what the file has, which would stay beside them. */
export function areDoubtful({ above, below, anchored, fileAbove, fileBelow }: NewLines): boolean {
  return (
    opensBlock(above, anchored) ||
    repeats(above, fileAbove) ||
    repeats(below, fileBelow) ||
    callsAlike(above.at(-1), fileAbove.at(-1)) ||
    callsAlike(below[0], fileBelow[0]) ||
    leavesBehind(below.at(-1), fileBelow[0])
  );
}

/** A new line can't open a block around what the file has. */
function opensBlock(lines: readonly string[], anchored: string): boolean {
  const margin = indentation(anchored).length;
  return lines.some((line) => isFull(line) && indentation(line).length < margin);
}

function repeats(lines: readonly string[], near: readonly string[]): boolean {
  return lines.some((line) => isTelling(line) && near.some((other) => sameLine(line, other)));
}

/** Whether two lines call the same: one can be the other with another argument. */
function callsAlike(line = "", other = ""): boolean {
  const [a, b] = [line, other].map((text) => /^\s*(?:await\s+)?([\p{L}\p{N}_$.#]+)\(/u.exec(text));
  return a?.[1] !== undefined && a[1] === b?.[1];
}

/** Whether what the file has would stand behind a new `return`, and so never run. */
function leavesBehind(line = "", next = ""): boolean {
  const leaves = /^\s*(?:return|throw|raise)\b/.test(line);
  return leaves && isFull(next) && indentation(next).length === indentation(line).length;
}
