import type { Block } from "./blocks.ts";
import type { Item } from "./counterparts.ts";
import type { Replacement } from "./replacements.ts";

export function isImport({ name }: Block): boolean {
  return name?.kind === "import";
}

/**
 * New imports go in front of the file's. Undefined where it has none, or where one would lose names: answers import
 * what their own lines need.
 */
export function placeImports(
  lines: readonly string[],
  items: readonly Item[],
  among: readonly Block[],
): readonly Replacement[] | undefined {
  const replacements: Replacement[] = [];
  const added: string[] = [];
  for (const { block, found } of items) {
    const [old] = found;
    if (old === undefined) added.push(...lines.slice(block.top, block.end));
    else if (old.header !== block.header) {
      if (found.length > 1 || !importsAll(block, old)) return undefined;
      replacements.push({
        start: old.start,
        end: old.end,
        lines: lines.slice(block.start, block.end),
      });
    }
  }
  if (added.length === 0) return replacements;
  const first = among.find(isImport);
  if (first === undefined) return undefined;
  return [{ start: first.start, end: first.start, lines: added }, ...replacements];
}

function importsAll(block: Block, old: Block): boolean {
  const words = new Set(block.header.match(/[\p{L}\p{N}_$]+/gu));
  return (old.header.match(/[\p{L}\p{N}_$]+/gu) ?? []).every((word) => words.has(word));
}
