/** The value below which the given share of the values lies; `share` from 0 to 1. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const at = Math.min(sorted.length - 1, Math.max(0, Math.ceil(sorted.length * share) - 1));
  return sorted[at] ?? Number.NaN;
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** A Markdown table; every row has as many cells as there are columns. */
export function table(columns: readonly string[], rows: readonly (readonly unknown[])[]): string {
  return [columns, columns.map(() => "---"), ...rows].map(tableRow).join("\n");
}

function tableRow(cells: readonly unknown[]): string {
  return `| ${cells.map(String).join(" | ")} |`;
}
