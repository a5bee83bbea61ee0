/** A text in which some lines were rewritten. */
export interface Rewrite {
  readonly before: string;
  readonly after: string;
  /** Of `before`, from 0; the last one is one of them. */
  readonly lines: { readonly first: number; readonly last: number };
}

/** The same rewrite in what the text is by now. Undefined where the lines have changed as well, or may be elsewhere. */
export function rebased({ before, after, lines }: Rewrite, now: string): string | undefined {
  const [old, written, current] = [before.split("\n"), after.split("\n"), now.split("\n")];
  const moved = current.length - old.length;
  const isAbove = lines.last < sameLines(old, current);
  const isBelow = lines.first >= old.length - sameLines(old.toReversed(), current.toReversed());
  if (isAbove === isBelow && (!isAbove || moved !== 0)) return undefined;
  const start = lines.first + (isAbove ? 0 : moved);
  const rest = old.length - lines.last - 1;
  const rewritten = written.slice(lines.first, written.length - rest);
  return current.toSpliced(start, lines.last + 1 - lines.first, ...rewritten).join("\n");
}

/** With how many of the same lines two texts start. */
function sameLines(one: readonly string[], other: readonly string[]): number {
  const index = one.findIndex((line, index) => line !== other[index]);
  return index < 0 ? one.length : index;
}
