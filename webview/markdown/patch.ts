import { CodeBlock } from "./codeBlock.ts";
import type { AnswerNode, ElementNode } from "./tree.ts";

/**
 * Makes the children of `parent` from the `skip`th on show `after`, where they show `before`. Each node
 * is one DOM node. Text that only grew is appended, so that what is already laid out stays.
 */
export function patchChildren(
  parent: Element,
  before: readonly AnswerNode[],
  after: readonly AnswerNode[],
  skip = 0,
): void {
  let child = parent.childNodes[skip] ?? null;
  for (const [index, now] of after.entries()) {
    const next: ChildNode | null = child?.nextSibling ?? null;
    patchNode(parent, child, before[index], now);
    child = next;
  }
  while (child !== null) {
    const next: ChildNode | null = child.nextSibling;
    child.remove();
    child = next;
  }
}

/** Makes one child show `now`; without a child or what it shows, a new one is added at the end. */
export function patchNode(
  parent: Element,
  child: ChildNode | null,
  was: AnswerNode | undefined,
  now: AnswerNode,
): ChildNode {
  if (was === now && child !== null) return child;
  if (was !== undefined && child !== null && update(child, was, now)) return child;
  const created = create(now);
  if (child === null) parent.append(created);
  else child.replaceWith(created);
  return created;
}

function create(node: AnswerNode): ChildNode {
  if (typeof node === "string") return document.createTextNode(node);
  if (node.tag === "code-block") return new CodeBlock(node.info, node.code).element;
  const created = document.createElement(node.tag);
  for (const [name, value] of Object.entries(node.attributes)) created.setAttribute(name, value);
  for (const child of node.children) created.append(create(child));
  return created;
}

/** Returns false where the child must be replaced. */
function update(child: ChildNode, was: AnswerNode, now: AnswerNode): boolean {
  if (typeof now === "string") return child instanceof Text && updateText(child, now);
  if (typeof was === "string" || !(child instanceof Element) || was.tag !== now.tag) return false;
  if (now.tag === "code-block") {
    if (was.tag !== "code-block" || was.info !== now.info) return false;
    CodeBlock.of(child)?.update(now.code);
    return true;
  }
  if (was.tag === "code-block") return false;
  // It became a link to a file; what takes its place is none yet.
  if ("data-path" in was.attributes && child.hasAttribute("role")) return false;
  updateAttributes(child, was, now);
  patchChildren(child, was.children, now.children, now.settled);
  return true;
}

function updateText(text: Text, now: string): boolean {
  const was = text.data;
  if (now.startsWith(was)) {
    if (now.length > was.length) text.appendData(now.slice(was.length));
  } else text.data = now;
  return true;
}

function updateAttributes(child: Element, was: ElementNode, now: ElementNode): void {
  for (const name of Object.keys(was.attributes)) {
    if (!(name in now.attributes)) child.removeAttribute(name);
  }
  for (const [name, value] of Object.entries(now.attributes)) {
    if (was.attributes[name] !== value) child.setAttribute(name, value);
  }
}
