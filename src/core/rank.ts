/**
 * The candidates that a query names, the best first: a file's name before its folders, a beginning before a middle, a
 * run of letters before scattered ones, short before long. An empty query names all, in their order.
 *
 * @param textOf A path with `/`, or any name.
 * @param isPreferred It comes before what matches as well as it does.
 */
export function rank<T>(
  query: string,
  candidates: Iterable<T>,
  textOf: (candidate: T) => string,
  limit: number,
  isPreferred: (candidate: T) => boolean = () => false,
): readonly T[] {
  const wanted = query.toLowerCase();
  const best: { readonly candidate: T; readonly score: number }[] = [];
  for (const candidate of candidates) {
    const base = scoreOf(wanted, textOf(candidate));
    if (base === undefined) continue;
    const score = isPreferred(candidate) ? base : base + tier / 2;
    const place = best.findLastIndex((other) => other.score <= score) + 1;
    if (place >= limit) continue;
    best.splice(place, 0, { candidate, score });
    if (best.length > limit) best.pop();
  }
  return best.map(({ candidate }) => candidate);
}

/** More than any length that decides between two of the same tier. */
const tier = 10_000;

/** Lower is better; undefined where the letters are not there in this order. */
function scoreOf(wanted: string, text: string): number | undefined {
  if (wanted === "") return 0;
  const path = text.toLowerCase();
  const name = path.slice(path.lastIndexOf("/") + 1);
  const length = Math.min(text.length, tier / 2 - 1);
  if (name.startsWith(wanted)) return length;
  if (name.includes(wanted)) return tier + length;
  if (path.includes(wanted)) return 2 * tier + length;
  if (hasInOrder(name, wanted)) return 3 * tier + length;
  return hasInOrder(path, wanted) ? 4 * tier + length : undefined;
}

function hasInOrder(text: string, letters: string): boolean {
  let at = -1;
  for (const letter of letters) {
    at = text.indexOf(letter, at + 1);
    if (at < 0) return false;
  }
  return true;
}
