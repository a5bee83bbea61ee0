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

/** Whether a line has code and leaves some out as well: `def area(r): # ...`. */
export function hidesCode(line: string): boolean {
  const remark = /\S\s*((?:\/\/|\/\*|#|--|<!--).*)/.exec(line)?.[1];
  return remark !== undefined && !isElision(line) && isElision(remark);
}
