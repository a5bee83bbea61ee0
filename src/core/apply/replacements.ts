import { allBlocks, blocksIn } from "./blocks.ts";
import { extentOf } from "./extent.ts";
import { indentation } from "./findLines.ts";
import { scan, type Code } from "./scan.ts";

/** Lines of the file, `end` exclusive, and what comes in their place. */
export interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly lines: readonly string[];
}

/** The file with the replacements in it; undefined where they overlap, or where a block would end somewhere else. */
export function replaced(
  file: Code,
  replacements: readonly Replacement[],
): readonly string[] | undefined {
  const ordered = replacements.toSorted((a, b) => a.start - b.start || a.end - b.end);
  const result = [...file.lines];
  for (const { start, end, lines } of ordered.toReversed())
    result.splice(start, end - start, ...lines);
  const code = scan(result);
  let [last, moved] = [0, 0];
  for (const { start, end, lines } of ordered) {
    if (start < last || !isIntact(file, end, code, start + moved, lines)) return undefined;
    last = end;
    moved += lines.length - (end - start);
  }
  return result;
}

/** Whether new lines leave no bracket open or closed too often, and nothing of an old block under a new one. */
function isIntact(
  file: Code,
  end: number,
  result: Code,
  start: number,
  lines: readonly string[],
): boolean {
  const newEnd = start + lines.length;
  if (result.depth[newEnd] !== file.depth[end]) return false;
  return blocksIn(scan(lines), 0, lines.length)
    .filter((block) => block.isWhole && block.end > block.start + 1)
    .every((block) => {
      const { end } = extentOf(result, start + block.start, result.lines.length);
      return end === start + block.end;
    });
}

/** Whether a replacement of lines in general leaves each declaration of the file in it, once. */
export function keepsDeclarations(file: Code, replacement: Replacement): boolean {
  const result = replaced(file, [replacement]);
  if (result === undefined) return false;
  const after = declarations(scan(result));
  return [...declarations(file)].every(([name, count]) => after.get(name) === count);
}

/** How often things with each name are declared, those of different depth apart. */
function declarations(code: Code): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { start, name } of allBlocks(code, 0, code.lines.length)) {
    if (name?.kind !== "declaration") continue;
    const key = `${indentation(code.lines[start] ?? "").length} ${name.keyword} ${name.name}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}
