/** The files that a unified diff is for, by its headers; of a deleted one its old name. */
export function filesOfDiff(lines: readonly string[]): readonly string[] {
  const names = lines.flatMap((line, index) => {
    if (!startsFile(lines, index)) return [];
    const [before, after] = [nameIn(line), nameIn(lines[index + 1] ?? "")];
    // A folder can be called like the letters that git puts before names.
    const isMarked = isOf("a", before) && isOf("b", after);
    const name = after === nothing ? before : after;
    return isMarked ? name.replace(/^[ab]\//, "") : name;
  });
  return [...new Set(names)].filter((name) => name !== nothing);
}

/** Whether the two lines from here on name a file: a line of SQL that is removed can start with `---` as well. */
export function startsFile(lines: readonly string[], index: number): boolean {
  return /^--- ./.test(lines[index] ?? "") && /^\+\+\+ ./.test(lines[index + 1] ?? "");
}

/** Whether a diff makes its file anew. */
export function makesFile(lines: readonly string[]): boolean {
  return lines.some((line, index) => startsFile(lines, index) && nameIn(line) === nothing);
}

const nothing = "/dev/null";

/** Without the time that `diff` puts after a name. */
function nameIn(line: string): string {
  return line.slice(4).replace(/\t.*$/, "").trim();
}

function isOf(letter: string, name: string): boolean {
  return name === nothing || name.startsWith(`${letter}/`);
}
