/** Where `lines` are in `text` from line `from` on: with the same spaces, else with other indentation. */
export function findLines(
  text: readonly string[],
  lines: readonly string[],
  from = 0,
): readonly number[] {
  const exact = matches(text, lines, from, (line) => line.trimEnd());
  return exact.length > 0 ? exact : matches(text, lines, from, (line) => line.trim());
}

function matches(
  text: readonly string[],
  lines: readonly string[],
  from: number,
  normal: (line: string) => string,
): readonly number[] {
  const wanted = lines.map(normal);
  const found: number[] = [];
  for (let start = from; start + wanted.length <= text.length; start++) {
    if (wanted.every((line, index) => line === normal(text[start + index] ?? "")))
      found.push(start);
  }
  return found;
}

/** Gives `lines`, in which `line` is the file's line `like`, the indentation of the file. */
export function reindent(lines: readonly string[], line: string, like: string): readonly string[] {
  const has = indentation(line);
  const wanted = indentation(like);
  if (has === wanted) return lines;
  if (wanted.endsWith(has)) {
    const more = wanted.slice(0, wanted.length - has.length);
    return lines.map((line) => (line.trim() === "" ? line : more + line));
  }
  if (!has.endsWith(wanted)) return lines;
  const less = has.slice(0, has.length - wanted.length);
  return lines.map((line) => (line.startsWith(less) ? line.slice(less.length) : line));
}

export function indentation(line: string): string {
  return /^\s*/.exec(line)?.[0] ?? "";
}

/** Whether a line says enough to be found by it: `}` and `return;` are in every file. */
export function isTelling(line: string): boolean {
  return line.replaceAll(/[^\p{L}\p{N}]/gu, "").length >= 5;
}

export function isFull(line: string): boolean {
  return line.trim() !== "";
}

export function sameLine(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && b !== undefined && a.trim() === b.trim();
}
