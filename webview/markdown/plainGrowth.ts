import type { AnswerNode } from "./tree.ts";

/** Words, and punctuation that has no meaning in Markdown between words. */
const plain = /^(?:[A-Za-z\d ,;?-]|\.(?= |$))*$/;
const plainEnd = /\s[A-Za-z\d,;?-]*[A-Za-z\d,;?] ?$/;

/** Whether text that is drawn as it stands can take what was added without a look at its syntax. */
export function isPlainGrowth(source: string, added: string): boolean {
  return plain.test(added) && plainEnd.test(source.slice(-60));
}

/** The nodes with more text at their end; undefined where they don't end with the source's last word. */
export function growEnd(
  nodes: readonly AnswerNode[],
  source: string,
  added: string,
): readonly AnswerNode[] | undefined {
  const last = nodes.at(-1);
  if (last === undefined) return undefined;
  const before = nodes.slice(0, -1);
  if (typeof last === "string") {
    const gap = source.endsWith(" ") ? " " : "";
    const word = source.slice(source.trimEnd().lastIndexOf(" ") + 1).trimEnd();
    return last.endsWith(word) ? [...before, last + (gap + added).trimEnd()] : undefined;
  }
  if (last.tag === "code-block") return undefined;
  const children = growEnd(last.children, source, added);
  return children && [...before, { ...last, children }];
}
