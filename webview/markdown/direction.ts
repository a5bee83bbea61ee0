/** Text, an element, or a block of code, which has no children. */
type Node = string | { readonly tag: string; readonly children?: readonly Node[] };

/** Letters of the scripts that are written from right to left: Hebrew, Arabic and their kin. */
const fromTheRight =
  /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;

/**
 * At which side a list or a quote begins, where its bullets or its bar stand; undefined without letters. Its first child
 * tells it, which later text does not change. With `dir="auto"` the browser would look through all of a list of numbers
 * again at each that is added.
 */
export function directionOf([first]: readonly Node[]): "ltr" | "rtl" | undefined {
  const letter = firstLetter(first);
  if (letter === undefined) return undefined;
  return fromTheRight.test(letter) ? "rtl" : "ltr";
}

function firstLetter(node: Node | undefined): string | undefined {
  if (typeof node === "string") return /\p{L}/u.exec(node)?.[0];
  for (const child of node?.children ?? []) {
    const letter = firstLetter(child);
    if (letter !== undefined) return letter;
  }
  return undefined;
}
