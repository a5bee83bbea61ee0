/**
 * Whether code stands in an answer's text, line by line in its order, whatever its indentation there: the view
 * may act on what an answer holds and on nothing else (threats T3).
 */
export function isFromAnswer(answer: string, code: string): boolean {
  const wanted = linesOf(code);
  let next = 0;
  for (const line of linesOf(answer)) if (line === wanted[next]) next++;
  return next >= wanted.length;
}

/** The lines without what can stand before them in lists and quotations; U+0000 reaches the view as U+FFFD. */
function linesOf(text: string): readonly string[] {
  return text
    .replaceAll("\0", "\uFFFD")
    .split(/\r\n?|\n/)
    .map((line) => line.replace(/^(?:[\s>]|[-*+]\s|\d+[.)]\s)*/, "").trimEnd())
    .filter((line) => line !== "");
}
