import type { Block } from "./parser.ts";

/** The items of a list, each as a list of its own; none of a block that is no list. */
export function listItems({ tokens, start, end }: Block): readonly Block[] {
  const [open] = tokens;
  const close = tokens.at(-1);
  if (
    open === undefined ||
    close === undefined ||
    !/^(?:bullet|ordered)_list_open$/.test(open.type)
  )
    return [];
  const starts = tokens.flatMap(({ type, level }, index) =>
    type === "list_item_open" && level === open.level + 1 ? [index] : [],
  );
  return starts.map((first, item) => {
    const next = starts[item + 1] ?? tokens.length - 1;
    return {
      tokens: [open, ...tokens.slice(first, next), close],
      start: tokens[first]?.map?.[0] ?? start,
      end: tokens[next]?.map?.[0] ?? end,
    };
  });
}

/** How many of a growing list's items no further text can change: those before one that has begun at the margin. */
export function countSettledItems(items: readonly Block[], lines: readonly string[]): number {
  const last = items.findLastIndex(
    ({ start }) => start < lines.length - 1 && /^\S/.test(lines[start] ?? ""),
  );
  return Math.max(0, last);
}
