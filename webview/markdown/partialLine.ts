/**
 * The part of a growing source that can be drawn. A last line waits while it is no more than the marker of
 * something (`-`, `##`, `---`, `$`, an opening fence) or a link's definition: what it will be depends on the rest.
 */
export function drawable(source: string): string {
  const start = source.lastIndexOf("\n") + 1;
  const line = source.slice(start);
  const waits = isMarkerOnly(line) || isFence(line) || isDefinition(line);
  return waits ? source.slice(0, start) : source;
}

function isMarkerOnly(line: string): boolean {
  return /^(?:[\s\-+*_=#>~`|:$]|\d{1,9}[.)]?(?=\s|$)|\[[ xX]?\]?(?=\s|$))*$/.test(line);
}

function isFence(line: string): boolean {
  return /^[\s>]*(?:(?:[-*+]|\d+[.)])\s+)?(?:`{3,}[^`]*|~{3,}.*)$/.test(line);
}

/** Also the start of a line that may yet become one. */
function isDefinition(line: string): boolean {
  return /^ {0,3}\[[^\]]*(?:\](?::.*)?)?$/.test(line);
}

/**
 * The delimiter row that makes a table of the row that a paragraph ends with, so that a table's head is
 * never drawn as text; undefined where the paragraph does not end with such a row.
 */
export function missingDelimiterRow(source: string, paragraph: string): string | undefined {
  const row = paragraph.slice(paragraph.lastIndexOf("\n") + 1);
  if (!/^\|.*[^\s|]/.test(row)) return undefined;
  const lines = source.trimEnd();
  const prefix = /^[\s>]*/.exec(lines.slice(lines.lastIndexOf("\n") + 1))?.[0] ?? "";
  return `${prefix}|${"-|".repeat(countCells(row))}`;
}

function countCells(row: string): number {
  const cells = row.replace(/^\|/, "").replace(/(?<!\\)\|\s*$/, "");
  return cells.replaceAll("\\|", "").split("|").length;
}
