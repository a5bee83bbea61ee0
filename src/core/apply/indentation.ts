import { indentation, isFull } from "./findLines.ts";
import { scan, startsInside } from "./scan.ts";

/** What lines are indented with, and by how many characters the lines of a block are deeper than its first one. */
export interface Indentation {
  readonly kind: "tabs" | "spaces" | "both" | "none";
  readonly unit: number;
}

/** Tabs can have spaces behind them: those of aligned lines. */
export function indentationOf(lines: readonly string[]): Indentation {
  const code = scan(lines);
  const own = lines.flatMap((line, index) => {
    if (!isFull(line) || isStar(line) || startsInside(code, index)) return [];
    return [{ margin: indentation(line), opens: /[{:]\s*$/.test(code.bare[index] ?? "") }];
  });
  const steps = own.slice(1).map(({ margin }, index) => {
    const before = own[index];
    return { by: margin.length - (before?.margin.length ?? 0), isInside: before?.opens === true };
  });
  const inside = steps.filter(({ by, isInside }) => isInside && by > 0);
  const sizes = (inside.length > 0 ? inside : steps).map(({ by }) => Math.abs(by));
  const margins = own.map(({ margin }) => margin).filter((margin) => margin !== "");
  return { kind: kindOf(margins), unit: mostFrequent(sizes) ?? margins[0]?.length ?? 1 };
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

/** Whether lines that were indented in one way are no longer: Python does not run them. */
export function becomesMixed({ kind }: Indentation, result: readonly string[]): boolean {
  return (kind === "tabs" || kind === "spaces") && indentationOf(result).kind === "both";
}

/**
 * Lines with tabs where the file has tabs and they have spaces, or the other way round. Undefined where their spaces
 * are no whole number of tabs. `own`: how they are indented, together with others.
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
  const result: string[] = [];
  for (const [index, line] of lines.entries()) {
    const changed = toTabs ? tabbed(line, own.unit) : spaced(line, file.unit);
    const isFree = !isFull(line) || (code.depth[index] ?? 0) > 0;
    // What is in a string is no indentation, but a remark can have a star on each line.
    if (startsInside(code, index))
      result.push(/^\t* \*/.test(toTabs ? changed : line) ? changed : line);
    // In brackets, lines may be aligned in any way.
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
