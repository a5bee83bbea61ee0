import { indentation, isFull } from "./findLines.ts";
import { isMakefile } from "./makefile.ts";
import { isPython, scan, startsInside } from "./scan.ts";
import { statementsOf } from "./statements.ts";

/** What lines are indented with, and by how many characters the lines of a block are deeper than its first one. */
export interface Indentation {
  readonly kind: "tabs" | "spaces" | "both" | "none";
  readonly unit: number;
  /** Python does not run lines that are indented in both ways; a text with parts of makefiles has to have both. */
  readonly isPython: boolean;
}

/** Tabs can have spaces behind them: those of aligned lines. Where only such lines are indented, they count. */
export function indentationOf(lines: readonly string[]): Indentation {
  const code = scan(lines);
  const isOfPython = isPython(lines.join("\n"));
  const { first, isAligned } = statementsOf(code, isOfPython);
  const marginOf = (index: number): string => indentation(lines[index] ?? "");
  const own = lines.flatMap((line, index) =>
    !isFull(line) || isStar(line) || startsInside(code, index) ? [] : [index],
  );
  const indented = own.filter((index) => marginOf(index) !== "");
  const plain = indented.filter((index) => isAligned[index] !== true);
  const steps = own.slice(1).flatMap((index, at) => {
    if (plain.length > 0 && isAligned[index] === true) return [];
    const before = own[at] ?? 0;
    const by = marginOf(index).length - marginOf(first[before] ?? before).length;
    return [{ by, isInside: /[{:]\s*$/.test(code.bare[before] ?? "") }];
  });
  const inside = steps.filter(({ by, isInside }) => isInside && by > 0);
  const sizes = (inside.length > 0 ? inside : steps).map(({ by }) => Math.abs(by));
  const margins = (plain.length > 0 ? plain : indented).map(marginOf);
  return {
    kind: kindOf(margins),
    unit: mostFrequent(sizes) ?? margins[0]?.length ?? 1,
    isPython: isOfPython && !isMakefile(lines, first),
  };
}

function kindOf(margins: readonly string[]): Indentation["kind"] {
  if (margins.length === 0) return "none";
  if (margins.every((margin) => /^\t+ *$/.test(margin))) return "tabs";
  return margins.some((margin) => margin.includes("\t")) ? "both" : "spaces";
}

/** The smaller one where two are as frequent; undefined where all are 0. */
function mostFrequent(sizes: readonly number[]): number | undefined {
  const counts = [...Map.groupBy(sizes, (size) => size)].filter(([size]) => size > 0);
  return counts.toSorted(([a, as], [b, bs]) => bs.length - as.length || a - b)[0]?.[0];
}

/** Whether lines of Python that were indented in one way are no longer. */
export function becomesMixed({ kind }: Indentation, result: readonly string[]): boolean {
  if (kind !== "tabs" && kind !== "spaces") return false;
  const now = indentationOf(result);
  return now.isPython && now.kind === "both";
}

/**
 * Lines with tabs where the file has tabs and they have spaces, or the other way round. Undefined where the spaces of
 * Python are no whole number of tabs. `own`: how they are indented, together with others.
 */
export function indentedLike(
  file: Indentation,
  lines: readonly string[],
  own = indentationOf(lines),
): readonly string[] | undefined {
  const toTabs = file.kind === "tabs" && own.kind === "spaces";
  const toSpaces = file.kind === "spaces" && own.kind === "tabs";
  if (!toTabs && !toSpaces) return lines;
  const code = scan(lines);
  const ofPython = file.isPython || own.isPython;
  const { first, isAligned } = statementsOf(code, ofPython);
  if (isMakefile(lines, first)) return lines;
  const result: string[] = [];
  for (const [index, line] of lines.entries()) {
    const changed = toTabs ? tabbed(line, own.unit) : spaced(line, file.unit);
    const isFree = !ofPython || !isFull(line) || isAligned[index] === true;
    // What is in a string is no indentation, but a remark can have a star on each line.
    if (startsInside(code, index))
      result.push(/^\t* \*/.test(toTabs ? changed : line) ? changed : line);
    else if (toTabs && !isFree && /^\t* /.test(changed)) return undefined;
    else result.push(changed);
  }
  return result;
}

function tabbed(line: string, unit: number): string {
  return line.replace(
    /^ +/,
    ({ length }) => "\t".repeat(length / unit) + " ".repeat(length % unit),
  );
}

function spaced(line: string, unit: number): string {
  return line.replace(/^\t+/, ({ length }) => " ".repeat(length * unit));
}

function isStar(line: string): boolean {
  return /^\s* \*(?:[\s/]|$)/.test(line);
}
