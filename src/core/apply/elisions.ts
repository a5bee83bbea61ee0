const commented =
  /^\s*(?:\/\/|\/\*+|\{\/\*|#|--|;+|%|<!--|"""|''')\s*(?:\.{3}|…).*|^\s*(?:\/\/|\/\*+|\{\/\*|#|--|;+|%|<!--).*(?:\.{3}|…)\s*(?:\*\/\}?|-->)?\s*$/;
const words = /\b(?:existing|rest|unchanged|previous|other|remaining|same|omitted|keep|stays?)\b/i;
const bare = /^\s*(?:\.{3}|…)\s*\w.*(?:\.{3}|…)\s*$/;

/** Whether a line of code stands for lines of the file: `// ... existing code ...`, `# …`, `<!-- ... -->`. */
export function isElision(line: string): boolean {
  if (bare.test(line)) return words.test(line);
  if (!commented.test(line)) return false;
  const said = line.replaceAll(/[^\p{L}\p{N}]/gu, "");
  return said === "" || words.test(line);
}

/** A run of lines that the code gives, between those that it leaves out. */
export interface Segment {
  readonly lines: readonly string[];
  /** Whether lines of the file were left out before it, and after it. */
  readonly elidedBefore: boolean;
  readonly elidedAfter: boolean;
}

export function splitAtElisions(lines: readonly string[]): readonly Segment[] {
  const parts: string[][] = [[]];
  for (const line of lines) {
    if (isElision(line)) parts.push([]);
    else parts.at(-1)?.push(line);
  }
  return parts
    .map((part, index) => ({
      lines: withoutBlankEnds(part, index > 0, index < parts.length - 1),
      elidedBefore: index > 0,
      elidedAfter: index < parts.length - 1,
    }))
    .filter((segment) => segment.lines.length > 0);
}

/** Blank lines next to an elision belong to its looks, not to the file. */
function withoutBlankEnds(lines: readonly string[], start: boolean, end: boolean): string[] {
  const first = start ? lines.findIndex((line) => line.trim() !== "") : 0;
  const last = end ? lines.findLastIndex((line) => line.trim() !== "") : lines.length - 1;
  return first < 0 ? [] : lines.slice(first, last + 1);
}
