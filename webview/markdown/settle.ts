import { closerOf } from "./openFence.ts";
import type { Block } from "./parser.ts";

/**
 * How many of the first blocks no further text can change. Only complete lines decide: `#` under a
 * paragraph is a heading, and `#a` goes on with it. The last of `lines` is the incomplete one.
 */
export function countSettled(blocks: readonly Block[], lines: readonly string[]): number {
  const complete = lines.length - 1;
  const open = blocks.findIndex((block, index) => {
    const next = blocks[index + 1];
    if (next === undefined) return !isSettledAlone(block, lines, complete);
    return !isStarted(next, complete) || mayBeTitle(next, block);
  });
  return open < 0 ? blocks.length : open;
}

/** Whether a block is a fence at the margin that is not closed yet. */
export function isUnclosedFence(block: Block, lines: readonly string[]): boolean {
  const marker = block.tokens[0]?.markup ?? "";
  return (
    typeOf(block) === "fence" &&
    block.start < lines.length - 1 &&
    lines[block.start]?.startsWith(marker) === true &&
    !isClosed(block, lines)
  );
}

function typeOf(block: Block): string {
  return block.tokens[0]?.type ?? "";
}

/** Whether the lines that start a block are complete; a table needs its second one, too. */
function isStarted(block: Block, complete: number): boolean {
  return block.start + (typeOf(block) === "table_open" ? 1 : 0) < complete;
}

/** The paragraph right under a link definition may turn out to be its title. */
function mayBeTitle(next: Block, definition: Block): boolean {
  return (
    typeOf(definition) === "reference_definition" &&
    typeOf(next) === "paragraph_open" &&
    next.start === definition.end
  );
}

function isSettledAlone(block: Block, lines: readonly string[], complete: number): boolean {
  switch (typeOf(block)) {
    case "heading_open":
    case "hr":
      return block.end <= complete;
    case "fence":
      return block.end <= complete && isClosed(block, lines);
    case "paragraph_open":
    case "table_open":
    case "reference_definition":
      return block.end < complete && lines[block.end]?.trim() === "";
    default:
      return false;
  }
}

function isClosed(block: Block, lines: readonly string[]): boolean {
  const closer = closerOf(block.tokens[0]?.markup ?? "```");
  return block.end - block.start > 1 && closer.test(lines[block.end - 1] ?? "");
}
