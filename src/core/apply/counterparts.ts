import type { Block } from "./blocks.ts";
import { isTelling } from "./findLines.ts";

/** A block of an answer's code, and those of the file that it can be the new version of. */
export interface Item {
  readonly block: Block;
  readonly found: readonly Block[];
}

/** Finds the likeliest blocks of the file: more than one where it is not clear which, none for what is new. */
export function counterparts(block: Block, among: readonly Block[]): readonly Block[] {
  const same = among.filter(({ header }) => header === block.header);
  if (block.name === undefined) {
    const isMarked = isTelling(block.header) || block.header.startsWith("<");
    return same.filter(({ isNested }) => isMarked || !isNested);
  }
  const named = among.filter((other) => isNamedAlike(block, other));
  // Two functions can have a variable of one name each.
  const lasting = named.filter(({ isNested, name }) => !isNested || name?.kind === "declaration");
  const alike = lasting.filter(({ name }) => name?.keyword === block.name?.keyword);
  return [same, alike, lasting, named].find((blocks) => blocks.length > 0) ?? [];
}

/** A function can become a constant that holds one, but neither becomes a method. */
function isNamedAlike(block: Block, other: Block): boolean {
  const [name, old] = [block.name, other.name];
  if (name === undefined || old === undefined || name.name !== old.name) return false;
  if ((name.keyword === "") !== (old.keyword === "")) return false;
  // Much can be in what is returned, and the lines may be from in there.
  if (name.name === "return" && other.end > other.start + 1) return false;
  return (
    name.kind === old.kind || [block, other].every((each) => isDeclaration(each) || isArrow(each))
  );
}

function isArrow({ header }: Block): boolean {
  return /=>|\bfunction\b/.test(header);
}

/** Whether blocks tell by their names where they belong: in a list of plain statements each one says too little. */
export function tellPlaces(items: readonly Item[]): boolean {
  const areKnown = items.every(
    ({ block, found }) => found.length === 1 || (found.length === 0 && block.name !== undefined),
  );
  const matched = items.filter(({ found }) => found.length === 1);
  if (!areKnown || matched.length === 0) return false;
  if (items.some(({ block }) => isDeclaration(block))) return true;
  if (items.every(({ block }) => isMember(block))) return true;
  if (matched.some(({ block }) => block.end > block.start + 1)) return true;
  const places = matched.map(({ found: [old] }) => old?.start ?? 0);
  const isOrdered = places.every((place, index) => index === 0 || place > (places[index - 1] ?? 0));
  return (
    isOrdered &&
    matched.length === items.length &&
    items.some(({ block }) => block.name !== undefined)
  );
}

export function isDeclaration({ name }: Block): boolean {
  return name?.kind === "declaration";
}

export function isFunction({ name }: Block): boolean {
  return name?.kind === "declaration" && /^(?:|function|def|fn|func|fun)$/.test(name.keyword);
}

/** Whether a block is a member of JSON. */
export function isMember({ name }: Block): boolean {
  return /^["']/.test(name?.name ?? "");
}
