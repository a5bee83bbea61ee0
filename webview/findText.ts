/** More hits than anyone would walk through. */
const mostHits = 2000;

/** What was said: texts, thinking, names of attachments, notices and errors. Figures are not. */
const parts = `article :is(.question-text, .chip-name, .notice, .alert p, [data-part="reasoning"], [data-part="answer"])`;
/** What the view itself adds within them. */
const added = "button, .chip-tokens";

/**
 * Where `words` are in what was said under `root`, upper and lower case alike, and so all white space and hyphens; also
 * across elements.
 */
export function findText(root: HTMLElement, words: string): readonly Range[] {
  const wanted = folded(words);
  if (wanted === "") return [];
  return [...root.querySelectorAll(parts)]
    .flatMap((part) => findIn(part, wanted))
    .slice(0, mostHits);
}

function findIn(part: Element, wanted: string): Range[] {
  const nodes: { readonly node: Text; readonly start: number }[] = [];
  let text = "";
  const walker = document.createTreeWalker(
    part,
    NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT,
    (node) =>
      node instanceof Element && node.matches(added)
        ? NodeFilter.FILTER_REJECT
        : NodeFilter.FILTER_ACCEPT,
  );
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    if (!(node instanceof Text)) continue;
    nodes.push({ node, start: text.length });
    text += folded(node.data);
  }
  const ranges: Range[] = [];
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) {
    const first = nodes.findLast(({ start }) => start <= at);
    const last = nodes.findLast(({ start }) => start < at + wanted.length);
    if (first === undefined || last === undefined) continue;
    const range = new Range();
    range.setStart(first.node, at - first.start);
    range.setEnd(last.node, at + wanted.length - last.start);
    ranges.push(range);
  }
  return ranges;
}

/** The same length: a few letters grow longer in lower case, which would shift all that follows. */
function folded(text: string): string {
  const lower = text.toLowerCase();
  return (lower.length === text.length ? lower : text)
    .replaceAll(/\s/g, " ")
    .replaceAll(/[\u2010\u2011]/g, "-");
}
