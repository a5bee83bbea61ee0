import { allBlocks, isDecorator, type Block } from "./blocks.ts";
import { isFunction, isMember } from "./counterparts.ts";
import { isBranch, marginOf } from "./extent.ts";
import type { Code } from "./scan.ts";

/** A block, and the code that it is in. */
export interface Version {
  readonly code: Code;
  readonly block: Block;
}

/** Whether a block can be all that is to stand in place of an old one, which is among other blocks of the file. */
export function isComplete(now: Version, old: Version, others: readonly Block[]): boolean {
  if (!now.block.isWhole || !old.block.isWhole) return false;
  // A part of a file can end in front of an `else`.
  if (branchesOf(now).length < branchesOf(old).length) return false;
  // By its indentation alone, a method under a function is in it.
  const known = functionsIn(old);
  const added = functionsIn(now).filter((header) => !known.includes(header));
  return !added.some((header) => others.some((other) => other.header === header));
}

function branchesOf({ code, block }: Version): readonly string[] {
  const margin = marginOf(code, block.start);
  return code.lines
    .slice(block.start, block.end)
    .filter((line, index) => isBranch(line) && marginOf(code, block.start + index) === margin);
}

function functionsIn({ code, block }: Version): readonly string[] {
  if (!isFunction(block)) return [];
  const inside = allBlocks(code, block.bodyStart, block.bodyEnd);
  return inside.filter(isFunction).map(({ header }) => header);
}

/** Whether a block's own comments take the place of the old ones: no decorator is lost by that. */
export function bringsRemarks(now: Version, old: Version): boolean {
  const { top, start } = now.block;
  return top < start && (isDecorated(now) || !isDecorated(old));
}

function isDecorated({ code, block }: Version): boolean {
  return code.lines.slice(block.top, block.start).some(isDecorator);
}

/** The lines of a block's code. In JSON, whether a comma follows a member is not up to the member. */
export function versionLines(now: Version, old: Version): readonly string[] {
  const { lines } = now.code;
  if (!isMember(now.block)) return lines;
  const hasComma = /,\s*$/.test(old.code.lines[old.block.end - 1] ?? "");
  const last = now.block.end - 1;
  return lines.with(last, (lines[last] ?? "").replace(/,?\s*$/, hasComma ? "," : ""));
}
