/** More hits than anyone would walk through. */
const mostHits = 2000;

/** Where `words` are in the text of the messages under `root`, upper and lower case alike; also across elements. */
export function findText(root: HTMLElement, words: string): readonly Range[] {
  const wanted = words.toLowerCase();
  if (wanted === "") return [];
  return [...root.querySelectorAll("article")]
    .flatMap((article) => findIn(article, wanted))
    .slice(0, mostHits);
}

function findIn(article: Element, wanted: string): Range[] {
  const nodes: { readonly node: Text; readonly start: number }[] = [];
  let text = "";
  const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    if (!(node instanceof Text)) continue;
    nodes.push({ node, start: text.length });
    text += lowerCase(node.data);
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

/** Lower case of the same length: a few letters grow longer, which would shift all that follows. */
function lowerCase(text: string): string {
  const lower = text.toLowerCase();
  return lower.length === text.length ? lower : text;
}
