import { areDoubtful, type NewLines } from "./doubts.ts";
import { findLines, isTelling, reindent, sameLine } from "./findLines.ts";
import type { Part } from "./parts.ts";
import type { Replacement } from "./replacements.ts";

type Segment = Pick<Part, "lines" | "elidedBefore" | "elidedAfter">;

/** Lines that both have, once each in the file from a line on, tell where a segment belongs. */
export function byAnchors(
  file: readonly string[],
  { lines }: Segment,
  from: number,
): Replacement | undefined {
  const whole = findLines(file, lines, from);
  if (whole[0] !== undefined && whole.length === 1)
    return {
      start: whole[0],
      end: whole[0] + lines.length,
      lines: reindent(lines, lines[0] ?? "", file[whole[0]] ?? ""),
    };
  const anchors = inOrder(
    lines.flatMap((line, index) => {
      if (!isTelling(line)) return [];
      const [at, ...more] = findLines(file, [line], from);
      return at === undefined || more.length > 0 ? [] : [{ index, at }];
    }),
  );
  const first = anchors[0];
  const last = anchors.at(-1);
  if (first === undefined || last === undefined) return undefined;
  if (last.at - first.at > 3 * (last.index - first.index) + 10) return undefined;
  const taken = takenBefore(file, lines, first, from);
  const start = first.at - taken;
  const after = takenAfter(file, lines, last);
  const end = last.at + 1 + after;
  const added: NewLines = {
    above: lines.slice(0, first.index - taken),
    below: lines.slice(last.index + after + 1),
    anchored: lines[first.index - taken] ?? "",
    fileAbove: file.slice(Math.max(0, start - lines.length), start),
    fileBelow: file.slice(end, end + lines.length),
  };
  if (areDoubtful(added)) return undefined;
  return { start, end, lines: reindent(lines, lines[first.index] ?? "", file[first.at] ?? "") };
}

interface Anchor {
  readonly index: number;
  readonly at: number;
}

/** The anchors without those that would cross the ones before them. */
function inOrder(anchors: readonly Anchor[]): readonly Anchor[] {
  const kept: Anchor[] = [];
  for (const anchor of anchors) if (anchor.at > (kept.at(-1)?.at ?? -1)) kept.push(anchor);
  return kept;
}

/** How many of the file's lines above an anchor the segment's lines above it stand for. */
function takenBefore(
  file: readonly string[],
  lines: readonly string[],
  { index, at }: Anchor,
  from: number,
): number {
  let taken = 0;
  while (
    taken < index &&
    at - taken > from &&
    isVersionOf(file[at - taken - 1], lines[index - taken - 1])
  ) {
    taken++;
  }
  return taken;
}

function takenAfter(
  file: readonly string[],
  lines: readonly string[],
  { index, at }: Anchor,
): number {
  let taken = 0;
  while (
    index + taken + 1 < lines.length &&
    at + taken + 1 < file.length &&
    isVersionOf(file[at + taken + 1], lines[index + taken + 1])
  ) {
    taken++;
  }
  if (index + taken + 1 === lines.length) return taken;
  // New lines in front of the line that closes both.
  const closer = lines.at(-1) ?? "";
  const next = at + taken + 1;
  return sameLine(file[next], closer) ? taken + 1 : taken;
}

/** New lines before everything that was left out, or after it, as deep as the line `like`. */
export function atAnEnd(
  file: readonly string[],
  { lines, elidedBefore, elidedAfter }: Segment,
  from: number,
  like: string,
): Replacement | undefined {
  if (elidedBefore === elidedAfter) return undefined;
  const indented = reindent(lines, lines[0] ?? "", like);
  if (elidedAfter) return { start: from, end: from, lines: indented };
  // Members of JSON stand close.
  const isClose = /^\s*"/.test(lines[0] ?? "") || file.at(-1)?.trim() === "";
  const gap = from < file.length && !isClose ? [""] : [];
  return { start: file.length, end: file.length, lines: [...gap, ...indented] };
}

/** Whether one line is the other with another value, or with some words changed. */
function isVersionOf(a: string | undefined, b: string | undefined): boolean {
  if (a === undefined || b === undefined) return false;
  if (sameLine(a, b)) return true;
  const target = /^[^=(:]*\w(?=\s*[=:])/;
  const name = target.exec(a.trim())?.[0];
  if (name !== undefined && name === target.exec(b.trim())?.[0]) return true;
  const words = new Set(a.match(/[\p{L}\p{N}_$]+/gu));
  const others = new Set(b.match(/[\p{L}\p{N}_$]+/gu));
  const shared = [...words].filter((word) => others.has(word)).length;
  return 2 * shared > Math.max(words.size, others.size);
}
