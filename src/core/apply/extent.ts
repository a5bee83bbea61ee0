import { indentation, isFull } from "./findLines.ts";
import { startsInside, type Code } from "./scan.ts";

/** Where a block ends, exclusive, and whether its brackets and its indentation agree on that. */
export interface Extent {
  readonly end: number;
  readonly isWhole: boolean;
}

/** Where the block that starts on a line ends: before the next line that is neither deeper nor part of it. */
export function extentOf(code: Code, start: number, to: number): Extent {
  const { lines, bare } = code;
  const margin = marginOf(code, start);
  const depth = depthAt(code, start);
  let end = start + 1;
  let isSure = true;
  let isClosed = false;
  for (let line = start + 1; line < to; line++) {
    const text = lines[line] ?? "";
    if (!isFull(text)) continue;
    if (startsInside(code, line)) {
      end = line + 1;
      continue;
    }
    const isAtMargin = marginOf(code, line) <= margin;
    if (isAtMargin && depthAt(code, line) <= depth) {
      if (isComment(text)) {
        // It belongs to what comes next.
        line = endOfRemark(code, line, to) - 1;
        continue;
      }
      if (marginOf(code, line) < margin || !goesOn(code, start, line)) break;
    } else if (isAtMargin) isSure &&= isComment(text) || /^\s*(?:[)\]}>{#]|\w+:$)/.test(text);
    else if (isClosed && !/^\s*[.?:&|,+*/=-]/.test(text)) break;
    isClosed =
      isAtMargin && isCloser(text) && !opens(bare[line]) && depthAt(code, line + 1) === depth;
    end = line + 1;
  }
  return { end, isWhole: isSure && !opens(bare[end - 1]) && depthAt(code, end) === depth };
}

/** Where a comment, or a decorator, ends that starts on a line. */
export function endOfRemark(code: Code, start: number, to: number): number {
  let end = start + 1;
  while (end < to && (startsInside(code, end) || depthAt(code, end) > depthAt(code, start))) end++;
  return end;
}

export function isComment(line: string): boolean {
  return /^\s*(?:\/\/|\/\*|#(?![\p{L}_])|--\s|<!--)/u.test(line);
}

export function isCloser(line: string): boolean {
  return /^\s*(?:[)\]}]|<\/|\/>|end\b(?!\s*[=:(]))/.test(line);
}

/** Whether a line that is as deep as a block's first one belongs to it. */
function goesOn({ bare, lines }: Code, start: number, line: number): boolean {
  const text = lines[line]?.trim() ?? "";
  const first = lines[start]?.trim() ?? "";
  if (first.startsWith("<")) return /^(?:<\/|\/?>)/.test(text);
  if (text === "{") return !/[;{}]\s*$/.test(bare[line - 1] ?? "");
  if (/^-\s/.test(text)) return /^[^-].*:$/.test(first);
  return isBranch(text) || (line > start + 1 && isCloser(text));
}

export function isBranch(line: string): boolean {
  return /^\s*\}?\s*(?:else|elif|elsif|except|finally|catch|rescue|ensure)\b(?!\s*[=.]|\()/.test(
    line,
  );
}

/** Whether more has to follow: a bracket tells that by itself. */
function opens(line = ""): boolean {
  const isHead = /^\s*(?:\}?\s*else\s+)?(?:if|for|while)\s*\(.*\)\s*$/.test(line);
  return isHead || /(?::|=>|[^=!<>]=|&&|\|\||\?|\belse)\s*$/.test(line);
}

export function marginOf({ lines }: Code, line: number): number {
  return indentation(lines[line] ?? "").length;
}

function depthAt({ depth }: Code, line: number): number {
  return depth[line] ?? 0;
}
