import { applyHunks } from "./applyHunks.ts";
import { blocksIn } from "./blocks.ts";
import { hidesCode, isElision } from "./elisions.ts";
import { isFull } from "./findLines.ts";
import { makesFile } from "./filesOfDiff.ts";
import { isDiff, mayBeDiff, newTextOf, parseHunks } from "./hunks.ts";
import { becomesMixed, indentationOf, indentedLike } from "./indentation.ts";
import { mergeCode } from "./mergeCode.ts";
import { scan } from "./scan.ts";

/** A file's text with an answer's code in it, or why there is none. */
export type Placement =
  | { readonly kind: "placed"; readonly text: string }
  /** The code is in the file already. */
  | { readonly kind: "unchanged" }
  /** The place that the code is for was not found, or there are several. */
  | { readonly kind: "unplaced" };

/**
 * Puts code from an answer where it belongs in a file: a unified diff, the whole file anew, or a part of it, with
 * elisions such as `// ... existing code ...` kept as they are in the file. Line breaks stay those of the file.
 */
export function placeCode(original: string, code: string): Placement {
  const newline = original.includes("\r\n") ? "\r\n" : "\n";
  const before = original.replaceAll("\r\n", "\n");
  const after = place(before, code.replaceAll("\r\n", "\n").replace(/\n$/, ""));
  if (after === undefined) return { kind: "unplaced" };
  if (after === before) return { kind: "unchanged" };
  return { kind: "placed", text: after.replaceAll("\n", newline) };
}

function place(original: string, code: string): string | undefined {
  const given = code.split("\n");
  const lines = (makesFile(given) ? newTextOf(given)?.split("\n") : undefined) ?? given;
  const endsWithBreak = original === "" || original.endsWith("\n");
  const before = original.replace(/\n$/, "").split("\n");
  const patched = mayBeDiff(lines) ? applyHunks(before, parseHunks(lines)) : undefined;
  const after = patched ?? (isDiff(lines) ? undefined : placePlain(before, lines));
  if (after === undefined) return undefined;
  return after.join("\n") + (endsWithBreak ? "\n" : "");
}

/** Lines. No model writes more of a file that it leaves the rest of, and finding their places would take long. */
const longestPart = 5000;

function placePlain(
  before: readonly string[],
  lines: readonly string[],
): readonly string[] | undefined {
  if (!lines.some(isElision) && isLikeWhole(before, lines)) {
    const [old, now] = [declared(before), declared(lines)];
    if (startsAlike(before, lines) || old.every((name) => now.includes(name))) return lines;
    // Either some are gone and others new, or one has a new name.
    if (now.some((name) => !old.includes(name))) return undefined;
  }
  if (lines.length > longestPart) return undefined;
  if (lines.some((line) => hidesCode(line) && !before.includes(line))) return undefined;
  const indentation = indentationOf(before);
  const indented = indentedLike(indentation, lines);
  const merged = indented && mergeCode(before, indented);
  return merged === undefined || becomesMixed(indentation, merged) ? undefined : merged;
}

/** The code starts and ends as the file does, or has most of the file's lines. */
function isLikeWhole(before: readonly string[], lines: readonly string[]): boolean {
  const old = before.map((line) => line.trim()).filter((line) => line !== "");
  const now = lines.map((line) => line.trim()).filter((line) => line !== "");
  if (old.length === 0) return true;
  if (
    old.length > 1 &&
    old[0] === now[0] &&
    old.at(-1) === now.at(-1) &&
    now.length * 2 > old.length
  ) {
    return true;
  }
  const known = new Set(now);
  const kept = old.filter((line) => known.has(line)).length;
  return kept >= 0.7 * old.length && now.length >= 0.7 * old.length;
}

/** Whether both start with the same line, such as an import: some functions of a file start with one of theirs. */
function startsAlike(before: readonly string[], lines: readonly string[]): boolean {
  const [first] = blocksIn(scan(before), 0, before.length);
  if (first?.name?.kind === "declaration") return false;
  return before.find(isFull) === lines.find(isFull);
}

/** The names that code declares, but for those inside of others. */
function declared(lines: readonly string[]): readonly string[] {
  return blocksIn(scan(lines), 0, lines.length).flatMap(({ name }) =>
    name?.kind === "declaration" ? [name.name] : [],
  );
}
