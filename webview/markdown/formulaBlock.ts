import type { StateBlock } from "markdown-it";

/** Longer than any formula, in characters: an opener that nothing closes must not take the whole answer. */
const longestFormula = 4000;

/**
 * A formula of several lines, from `$$` or `\[` at the start of one to its closer, shown as it is written. One that is
 * not closed goes on to the end of the text, as a fence does; where it can't be a formula, it is ordinary Markdown.
 *
 * Its opener ends a paragraph in any case: what stands before it does not depend on what is still to come.
 */
export function formulaBlock(
  state: StateBlock,
  first: number,
  end: number,
  silent: boolean,
): boolean {
  if (indent(state, first) >= 4) return false;
  const opener = lineAt(state, first);
  const closer = closerOf(opener);
  // One that ends in its line is part of a paragraph.
  if (closer === undefined || opener.includes(closer, 2)) return false;
  if (silent) return true;
  const last = lastLine(state, first, end, closer);
  if (last === undefined) return false;
  const text = state.getLines(first, last + 1, state.blkIndent, false).trim();
  const closed = text.indexOf(closer, 2);
  const length = closed < 0 ? text.length : closed + closer.length;
  state.line = last + 1;
  state.push("paragraph_open", "p", 1).map = [first, state.line];
  state.push("math_inline", "code", 0).content = text.slice(0, length);
  if (length < text.length) state.push("inline", "", 0).content = text.slice(length);
  state.push("paragraph_close", "p", -1);
  return true;
}

function lineAt({ src, bMarks, tShift, eMarks }: StateBlock, line: number): string {
  return src.slice((bMarks[line] ?? 0) + (tShift[line] ?? 0), eMarks[line]);
}

function indent({ sCount, blkIndent }: StateBlock, line: number): number {
  return (sCount[line] ?? 0) - blkIndent;
}

function closerOf(line: string): string | undefined {
  if (line.startsWith(String.raw`\[`)) return String.raw`\]`;
  // `$$$` is a price.
  return /^\$\$(?!\$)/.test(line) ? "$$" : undefined;
}

/** The line that closes a formula, or the text's last one; undefined where it is none. */
function lastLine(
  state: StateBlock,
  first: number,
  end: number,
  closer: string,
): number | undefined {
  const start = state.bMarks[first] ?? 0;
  // After an opener with something behind it, a blank line tells that this was prose.
  const standsAlone = lineAt(state, first).trimEnd().length === 2;
  for (let line = first + 1; line < end; line++) {
    if ((state.bMarks[line] ?? 0) - start > longestFormula) return undefined;
    if (state.isEmpty(line)) {
      if (standsAlone) continue;
      return undefined;
    }
    const text = lineAt(state, line);
    // Also so that a text of nothing but openers takes no quadratic time.
    const isNext = closer !== "$$" && closerOf(text) === closer;
    if (indent(state, line) < 0 || isNext) return undefined;
    if (text.includes(closer)) return line;
  }
  const lines = state.bMarks.length - 1;
  return end === lines ? end - 1 : undefined;
}
