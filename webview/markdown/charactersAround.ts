/** The whole characters on both sides of a stretch of text, where emoji are two units; blanks at the text's ends. */
export function charactersAround(
  text: string,
  start: number,
  end: number,
): readonly [before: string, after: string] {
  const before = /.$/su.exec(text.slice(Math.max(0, start - 2), start))?.[0] ?? " ";
  const after = /^./su.exec(text.slice(end, end + 2))?.[0] ?? " ";
  return [before, after];
}
