/** What differs in the middle of two texts, in UTF-16 offsets; the two halves of an emoji stay together. */
export function difference(
  before: string,
  after: string,
): { readonly start: number; readonly end: number; readonly text: string } {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  if (/[\uD800-\uDBFF]/.test(before[start - 1] ?? "")) start--;
  let tail = 0;
  while (tail < shorter - start && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  if (/[\uDC00-\uDFFF]/.test(before[before.length - tail] ?? "")) tail--;
  return { start, end: before.length - tail, text: after.slice(start, after.length - tail) };
}
