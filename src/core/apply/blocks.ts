import { isElision } from "./elisions.ts";
import { endOfRemark, extentOf, isCloser, isComment, marginOf, type Extent } from "./extent.ts";
import { isFull } from "./findLines.ts";
import { isImport, nameOf, type Name } from "./names.ts";
import { startsInside, type Code } from "./scan.ts";

/** A line of code with the deeper lines under it and the line that closes them; line numbers, ends exclusive. */
export interface Block extends Extent {
  /** Where the comments and decorators right above it start. */
  readonly top: number;
  readonly start: number;
  readonly bodyStart: number;
  readonly bodyEnd: number;
  /** Whether it is inside of another one. */
  readonly isNested: boolean;
  readonly header: string;
  readonly name: Name | undefined;
}

/** The blocks of a range, without those inside of them. */
export function blocksIn(code: Code, from: number, to: number, isNested = false): readonly Block[] {
  const blocks: Block[] = [];
  let top: number | undefined;
  for (let line = from; line < to;) {
    const text = code.lines[line] ?? "";
    if (!isFull(text) || isElision(text)) {
      top = undefined;
      line++;
    } else if (isRemark(text)) {
      top ??= line;
      line = endOfRemark(code, line, to);
    } else {
      const block = blockAt(code, line, to);
      blocks.push({ ...block, top: top ?? line, isNested });
      top = undefined;
      line = block.end;
    }
  }
  return blocks;
}

/** The blocks of a range and all those inside of them. */
export function allBlocks(code: Code, from: number, to: number, depth = 0): readonly Block[] {
  const blocks: Block[] = [];
  for (const block of blocksIn(code, from, to, depth > 0)) {
    blocks.push(block);
    if (depth < deepest) blocks.push(...allBlocks(code, block.bodyStart, block.bodyEnd, depth + 1));
  }
  return blocks;
}

/** Nobody nests deeper than this. */
const deepest = 30;

export function isDecorator(line: string): boolean {
  return /^\s*(?:@[\w.]+(?:\(.*\)|\([^)]*)?\s*$|#\[)/.test(line);
}

function isRemark(line: string): boolean {
  return isComment(line) || isDecorator(line);
}

function blockAt(code: Code, start: number, to: number): Omit<Block, "top" | "isNested"> {
  const { end, isWhole } = extentOf(code, start, to);
  const margin = marginOf(code, start);
  const isAtMargin = (line: number): boolean =>
    line < end && !startsInside(code, line) && marginOf(code, line) <= margin;
  let bodyStart = isImport(code.lines[start] ?? "") ? end : start + 1;
  for (let line = start + 1; line < end; line++) {
    if (isAtMargin(line) && opensBody(code, start, line)) bodyStart = line + 1;
  }
  const isClosed = end > bodyStart && isAtMargin(end - 1) && isCloser(code.lines[end - 1] ?? "");
  const header = (lines: readonly string[]): string =>
    lines.slice(start, bodyStart).join(" ").replaceAll(/\s+/g, " ").trim();
  const written = header(code.lines);
  const bodyEnd = isClosed ? end - 1 : end;
  return {
    start,
    bodyStart,
    bodyEnd,
    end,
    isWhole,
    header: written,
    name: nameOf(written.slice(0, longestHeader), header(code.bare).slice(0, longestHeader)),
  };
}

/** Nobody writes longer ones, and generated lines would take long to read. */
const longestHeader = 1000;

/** Whether a line at a block's margin is the last one of its header: `): string {`, or a `{` or `>` alone. */
function opensBody({ bare, depth }: Code, start: number, line: number): boolean {
  const text = bare[line]?.trim() ?? "";
  if (text === "{" || text === ">") return depth[line] === depth[start];
  return /^[)\]>].*[{:]$/.test(text);
}
