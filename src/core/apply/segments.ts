import type { Segment } from "./elisions.ts";
import { findLines, indentation, reindent } from "./findLines.ts";

/** Lines of the file, `end` exclusive, and what comes in their place. */
interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly lines: readonly string[];
}

/** Puts segments into a file in their order; undefined where one of them fits nowhere for sure. */
export function placeSegments(
  file: readonly string[],
  segments: readonly Segment[],
): string[] | undefined {
  const replacements: Replacement[] = [];
  let from = 0;
  for (const segment of segments) {
    const found = place(file, segment, from);
    if (found === undefined) return undefined;
    replacements.push(found);
    from = found.end;
  }
  const result = [...file];
  for (const { start, end, lines } of replacements.toReversed()) {
    result.splice(start, end - start, ...lines);
  }
  return result;
}

function place(file: readonly string[], segment: Segment, from: number): Replacement | undefined {
  return (
    byDeclaration(file, segment, from) ??
    byAnchors(file, segment, from) ??
    byClosingLine(file, segment, from) ??
    atAnEnd(file, segment, from)
  );
}

const declaration =
  /^\s*(?:export\s+|default\s+|public\s+|private\s+|protected\s+|static\s+|async\s+|pub(?:\([^)]*\))?\s+|abstract\s+|final\s+)*(?:function\*?|class|def|fn|func|interface|type|struct|enum|trait|impl|const|let|var)\s+(?:\([^)]*\)\s*)?([\p{L}_$][\p{L}\p{N}_$]*)/u;

/** A declaration that is given whole takes the place of the one with its name. */
function byDeclaration(
  file: readonly string[],
  { lines, elidedBefore, elidedAfter }: Segment,
  from: number,
): Replacement | undefined {
  const first = lines.findIndex((line) => declaration.test(line));
  if (first < 0 || elidedBefore || elidedAfter) return undefined;
  if (blockEnd(lines, first) < lines.length) return undefined;
  const name = declaration.exec(lines[first] ?? "")?.[1];
  const found = file.flatMap((line, index) =>
    index >= from && declaration.exec(line)?.[1] === name ? [index] : [],
  );
  const [start] = found;
  if (start === undefined || found.length > 1) return undefined;
  const top = first > 0 ? startOfRemarks(file, start) : start;
  return {
    start: top,
    end: blockEnd(file, start),
    lines: reindent(lines, first, file[start] ?? ""),
  };
}

/** Where the comments and decorators right above a line start. */
function startOfRemarks(file: readonly string[], start: number): number {
  let top = start;
  while (/^\s*(?:\/\/|\/\*|\*|#|@|--)/.test(file[top - 1] ?? "")) top--;
  return top;
}

/** Where the block that starts on a line ends: after its closing line, or before what is no deeper. */
function blockEnd(lines: readonly string[], start: number): number {
  const margin = indentation(lines[start] ?? "").length;
  if (!/[{([:]\s*(?:\/\/.*|#.*)?$/.test(lines[start] ?? "")) return start + 1;
  for (let index = start + 1; index < lines.length; index++) {
    const line = lines[index] ?? "";
    if (line.trim() === "" || indentation(line).length > margin) continue;
    return /^\s*(?:[}\])]|end\b)/.test(line) ? index + 1 : lastFull(lines, index) + 1;
  }
  return lastFull(lines, lines.length) + 1;
}

function lastFull(lines: readonly string[], before: number): number {
  return lines.slice(0, before).findLastIndex((line) => line.trim() !== "");
}

/** Lines that both have, once each in the file, tell where the segment belongs. */
function byAnchors(
  file: readonly string[],
  { lines }: Segment,
  from: number,
): Replacement | undefined {
  const whole = findLines(file, lines, from);
  if (whole[0] !== undefined && whole.length === 1)
    return {
      start: whole[0],
      end: whole[0] + lines.length,
      lines: reindent(lines, 0, file[whole[0]] ?? ""),
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
  const start = first.at - takenBefore(file, lines, first, from);
  const end = last.at + 1 + takenAfter(file, lines, last);
  return { start, end, lines: reindent(lines, first.index, file[first.at] ?? "") };
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

/** A segment that only closes what came before: new lines in front of the next line like its last one. */
function byClosingLine(
  file: readonly string[],
  { lines, elidedBefore }: Segment,
  from: number,
): Replacement | undefined {
  const last = lines.at(-1) ?? "";
  if (!elidedBefore || !/^\s*[}\])]/.test(last)) return undefined;
  const at = file.findIndex((line, index) => index >= from && line.trimEnd() === last.trimEnd());
  return at < 0 ? undefined : { start: at, end: at + 1, lines };
}

/** New lines before everything that was left out, or after it. */
function atAnEnd(
  file: readonly string[],
  { lines, elidedBefore, elidedAfter }: Segment,
  from: number,
): Replacement | undefined {
  if (elidedAfter && !elidedBefore) return { start: 0, end: 0, lines };
  if (!elidedBefore || elidedAfter) return undefined;
  const gap = from < file.length && file.at(-1)?.trim() !== "" ? [""] : [];
  return { start: file.length, end: file.length, lines: [...gap, ...lines] };
}

function sameLine(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && b !== undefined && a.trim() === b.trim();
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

/** Whether a line says enough to be found by it: `}` and `return;` are in every file. */
function isTelling(line: string): boolean {
  return line.replaceAll(/[^\p{L}\p{N}]/gu, "").length >= 5;
}
