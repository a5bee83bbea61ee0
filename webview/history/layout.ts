import { dayOf } from "./days.ts";

/** The heights of the rows, in CSS pixels, as `history.css` has them. */
export const dayHeight = 28;
const entryHeight = 46;
export const hitHeight = 66;

export interface Layout {
  readonly rows: readonly Row[];
  readonly height: number;
}

export type Row = { readonly top: number } & (
  | { readonly kind: "day"; readonly label: string }
  | { readonly kind: "entry"; readonly index: number }
);

/**
 * Where each row of the list is, so that only those that can be seen are built. Pinned entries have a heading of
 * their own; the others one for each day; search results have none and are higher.
 */
export function layOut(
  times: readonly number[],
  pinned: number,
  searching: boolean,
  now: number,
): Layout {
  const rows: Row[] = [];
  let top = 0;
  let last = "";
  for (const [index, time] of times.entries()) {
    const label = searching ? "" : index < pinned ? "Pinned" : dayOf(time, now);
    if (label !== last) {
      rows.push({ kind: "day", top, label });
      top += dayHeight;
      last = label;
    }
    rows.push({ kind: "entry", top, index });
    top += searching ? hitHeight : entryHeight;
  }
  return { rows, height: top };
}

/** The rows that reach into the part from `top` to `bottom`, in CSS pixels. */
export function rowsBetween({ rows }: Layout, top: number, bottom: number): readonly Row[] {
  return rows.slice(firstFrom(rows, top - hitHeight), firstFrom(rows, bottom));
}

/** The index of the first row whose top is there or below. */
function firstFrom(rows: readonly Row[], top: number): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rows[middle]?.top ?? 0) < top) low = middle + 1;
    else high = middle;
  }
  return low;
}
