import { blocksIn } from "./blocks.ts";
import { findLines, isFull, reindent } from "./findLines.ts";
import type { Hunk } from "./hunks.ts";
import { becomesMixed, indentationOf, indentedLike, type Indentation } from "./indentation.ts";
import { isImport } from "./placeImports.ts";
import { scan } from "./scan.ts";

/** Applies hunks in their order. Undefined where one of them fits nowhere, or in several places. */
export function applyHunks(text: readonly string[], hunks: readonly Hunk[]): string[] | undefined {
  if (text.some(isFull) && hunks.length === 1 && hunks.some(mayBeWholeFile)) return undefined;
  const indentation = indentationOf(text);
  const result = [...text];
  let from = 0;
  let moved = 0;
  for (const written of hunks) {
    const hunk = hunkLike(indentation, written);
    const start = hunk && findHunk(result, hunk, from, moved);
    if (hunk === undefined || start === undefined) return undefined;
    const after = asDeep(hunk, result.slice(start, start + hunk.before.length));
    result.splice(start, hunk.before.length, ...after);
    from = start + after.length;
    moved += after.length - hunk.before.length;
  }
  return becomesMixed(indentation, result) ? undefined : result;
}

/** Whether lines for the top of a file can be all of it anew: nothing but remarks and imports tells that they are not. */
function mayBeWholeFile({ before, after, line }: Hunk): boolean {
  const isForTop = before.length === 0 && line === 0;
  return isForTop && !blocksIn(scan(after), 0, after.length).every(isImport);
}

function hunkLike(indentation: Indentation, hunk: Hunk): Hunk | undefined {
  const own = indentationOf([...hunk.before, ...hunk.after]);
  const before = indentedLike(indentation, hunk.before, own);
  const after = indentedLike(indentation, hunk.after, own);
  return before && after && { ...hunk, before, after };
}

/** The new lines of a hunk, as deep as the file has its old ones. */
function asDeep({ before, after }: Hunk, old: readonly string[]): readonly string[] {
  const first = before.findIndex(isFull);
  return reindent(after, before[first] ?? "", old[first] ?? "");
}

function findHunk(
  text: readonly string[],
  { before, line }: Hunk,
  from: number,
  moved: number,
): number | undefined {
  const named = line === undefined ? undefined : line + moved;
  if (before.length === 0) {
    if (text.every((line) => line === "")) return 0;
    return named === undefined ? undefined : Math.min(named, text.length);
  }
  const found = findLines(text, before, from);
  if (found.length < 2 || named === undefined) return found.length === 1 ? found[0] : undefined;
  return found.toSorted((a, b) => Math.abs(a + 1 - named) - Math.abs(b + 1 - named))[0];
}
