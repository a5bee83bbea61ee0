import { allBlocks, blocksIn, type Block } from "./blocks.ts";
import { counterparts, isDeclaration, isMember, tellPlaces, type Item } from "./counterparts.ts";
import { isElision } from "./elisions.ts";
import { isComment } from "./extent.ts";
import { findLines, isFull, reindent } from "./findLines.ts";
import { withCommas } from "./jsonCommas.ts";
import { bringsRemarks, isComplete, versionLines, type Version } from "./newVersion.ts";
import { partsOf, type Part, type Range } from "./parts.ts";
import { isImport, placeImports } from "./placeImports.ts";
import { keepsDeclarations, replaced, type Replacement } from "./replacements.ts";
import { scan } from "./scan.ts";
import { atAnEnd, byAnchors } from "./segments.ts";

/** A range of the file, and the blocks in it that can be replaced. */
interface Place extends Range {
  readonly blocks: readonly Block[];
}

/**
 * Puts a part of a file in its place: each declaration takes the place of the one with its name, what stands next to it
 * comes along, and of those with something left out only what is given changes. Undefined where a place is not certain.
 */
export function mergeCode(
  file: readonly string[],
  lines: readonly string[],
): readonly string[] | undefined {
  const code = scan(file);
  const place = { code, from: 0, to: file.length, blocks: allBlocks(code, 0, file.length) };
  const replacements = merge(place, { code: scan(lines), from: 0, to: lines.length });
  const result = replacements && replaced(code, replacements);
  return result && withCommas(file, result);
}

function merge(place: Place, range: Range): readonly Replacement[] | undefined {
  const replacements: Replacement[] = [];
  let { from } = place;
  for (const part of partsOf(range)) {
    const found = placePart(place, part, from);
    if (found === undefined) return undefined;
    replacements.push(...found);
    from = Math.max(from, ...found.map(({ end }) => end));
  }
  return replacements;
}

function placePart(place: Place, part: Part, from: number): readonly Replacement[] | undefined {
  const items = part.blocks.map((block) => ({ block, found: counterparts(block, place.blocks) }));
  if (items.some(({ block, found }) => found.length > 1 && isDeclaration(block))) return undefined;
  const imports = items.filter(({ block }) => isImport(block));
  const others = items.filter(({ block }) => !isImport(block));
  const placeTheirs = () => placeImports(part.code.lines, imports, place.blocks);
  if (others.length === 0 && imports.length > 0 && place.blocks.some(isImport))
    return placeTheirs();
  if (tellPlaces(others)) return both(placeTheirs(), placeBlocks(place, part, others));
  if (part.blocks.some((block) => leavesOut({ code: part.code, block }))) return undefined;
  const isNew = others.some(({ block }) => isDeclaration(block));
  if (isNew && others.some(({ found }) => found.length > 0)) return undefined;
  return placeLines(place, part, from, isNew);
}

function both(
  first: readonly Replacement[] | undefined,
  second: readonly Replacement[] | undefined,
): readonly Replacement[] | undefined {
  return first === undefined || second === undefined ? undefined : [...first, ...second];
}

/** Where lines go that are no version of a block. Those of a new declaration can be like old ones, but tell nothing. */
function placeLines(
  { code, from: start, to }: Place,
  part: Part,
  from: number,
  isNew: boolean,
): readonly Replacement[] | undefined {
  const lines = code.lines.slice(0, to);
  const found = isNew ? undefined : byAnchors(lines, part, from);
  if (found !== undefined) return keepsDeclarations(code, found) ? [found] : undefined;
  const added = atAnEnd(lines, part, from, lines.slice(start).find(isFull) ?? "");
  // Nothing runs behind a `return`.
  const isBehind = blocksIn(code, start, to).at(-1)?.name?.name === "return";
  // A member of JSON is in something.
  const isOutside = to - start === code.lines.length && part.blocks.some(isMember);
  return added === undefined || isOutside || (isBehind && added.start === to) ? undefined : [added];
}

/** New blocks go where they stand in the code: above the first one that the file has, else below the one before. */
function placeBlocks(
  place: Place,
  part: Part,
  items: readonly Item[],
): readonly Replacement[] | undefined {
  const matches = items.flatMap(({ block, found: [old] }) => (old ? [{ block, old }] : []));
  const replacements: Replacement[] = [];
  for (const [index, { block, old }] of matches.entries()) {
    const own = replaceBlock(place, { code: part.code, block }, { code: place.code, block: old });
    if (own === undefined) return undefined;
    const next = matches[index + 1]?.block.top ?? part.to;
    const above = index === 0 ? newLines(place, part, part.from, block.top) : [];
    const below = newLines(place, part, block.end, next);
    const insert = (at: number, lines: readonly string[]): Replacement => {
      const like = part.code.lines[block.start] ?? "";
      const indented = reindent(lines, like, place.code.lines[old.start] ?? "");
      return { start: at, end: at, lines: indented };
    };
    replacements.push(
      insert(old.top, above.slice(above.findIndex(isFull))),
      ...own,
      insert(old.end, below.slice(0, below.findLastIndex(isFull) + 1)),
    );
  }
  return replacements;
}

/** The lines of a range but for its imports; none where all are blank, or comments that the file has. */
function newLines(
  place: Place,
  { code, blocks }: Part,
  from: number,
  to: number,
): readonly string[] {
  const imports = blocks.filter(isImport);
  const lines = code.lines.slice(from, to).filter((_, index) => {
    const line = from + index;
    return !imports.some(({ top, end }) => top <= line && line < end);
  });
  const isNew = (line: string): boolean =>
    isFull(line) && !(isComment(line) && findLines(place.code.lines, [line]).length > 0);
  return lines.some(isNew) ? lines : [];
}

function replaceBlock(
  place: Place,
  now: Version,
  old: Version,
): readonly Replacement[] | undefined {
  if (!isComplete(now, old, place.blocks)) return undefined;
  const { top, start, bodyStart, bodyEnd, end } = now.block;
  const all = versionLines(now, old);
  const replace = (from: number, to: number, first: number, last: number): Replacement => {
    const lines = all.slice(first, last);
    const like = old.code.lines[old.block.start] ?? "";
    return { start: from, end: to, lines: reindent(lines, all[start] ?? "", like) };
  };
  const from = bringsRemarks(now, old) ? old.block.top : old.block.start;
  if (!leavesOut(now)) return [replace(from, old.block.end, top, end)];
  const inside = { code: old.code, from: old.block.bodyStart, to: old.block.bodyEnd };
  const body = merge(
    { ...inside, blocks: blocksIn(inside.code, inside.from, inside.to) },
    { code: now.code, from: bodyStart, to: bodyEnd },
  );
  const header = replace(from, inside.from, top, bodyStart);
  const footer = replace(inside.to, old.block.end, bodyEnd, end);
  return body === undefined ? undefined : [header, ...body, footer];
}

function leavesOut({ code, block }: Version): boolean {
  return code.lines.slice(block.bodyStart, block.bodyEnd).some(isElision);
}
