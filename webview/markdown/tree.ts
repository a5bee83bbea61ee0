import type { Token } from "markdown-it";
import { splitInvisible } from "../../src/shared/invisible.ts";
import { directionOf } from "./direction.ts";
import { mayNameFile, splitPaths, unescapedPath } from "./filePlaces.ts";
import { isWebAddress, splitLinks } from "./links.ts";

/** The only elements that an answer can have. */
export type Tag =
  | "p"
  | "h1"
  | "h2"
  | "h3"
  | "h4"
  | "h5"
  | "h6"
  | "ul"
  | "ol"
  | "li"
  | "blockquote"
  | "hr"
  | "table"
  | "thead"
  | "tbody"
  | "tr"
  | "th"
  | "td"
  | "em"
  | "strong"
  | "s"
  | "code"
  | "a"
  | "br"
  | "span"
  | "input";

/** What an answer's DOM is built from: text, an element of the allow-list, or a block of code. */
export type AnswerNode = string | ElementNode | CodeNode;

export interface ElementNode {
  readonly tag: Tag;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly AnswerNode[];
  /** How many children its element has before these, which are settled. */
  readonly settled?: number;
}

export interface CodeNode {
  readonly tag: "code-block";
  /** What follows the opening fence; null for indented code. */
  readonly info: string | null;
  readonly code: string;
}

export function isElementNode(node: AnswerNode | undefined): node is ElementNode {
  return typeof node === "object" && node.tag !== "code-block";
}

function element(
  tag: Tag,
  children: readonly AnswerNode[] = [],
  attributes: Readonly<Record<string, string>> = {},
): ElementNode {
  return { tag, attributes, children };
}

/** Text with its invisible characters marked. */
export function textNodes(text: string): AnswerNode[] {
  return splitInvisible(text).map(({ text, name }) =>
    name === undefined
      ? text
      : element("span", [text], { "data-mark": "invisible", title: name, role: "img" }),
  );
}

const tags: Readonly<Record<string, Tag>> = {
  paragraph_open: "p",
  bullet_list_open: "ul",
  ordered_list_open: "ol",
  list_item_open: "li",
  blockquote_open: "blockquote",
  table_open: "table",
  thead_open: "thead",
  tbody_open: "tbody",
  tr_open: "tr",
  th_open: "th",
  td_open: "td",
  em_open: "em",
  strong_open: "strong",
  s_open: "s",
};
const headings: readonly Tag[] = ["h1", "h2", "h3", "h4", "h5", "h6"];

interface Frame {
  readonly open: Token | null;
  readonly children: AnswerNode[];
}

/** Builds the nodes of a flat run of tokens; `inline` gives those of a block's text. */
export function buildNodes(
  tokens: readonly Token[],
  inline: (token: Token) => readonly AnswerNode[],
): readonly AnswerNode[] {
  const frames: Frame[] = [{ open: null, children: [] }];
  for (const token of tokens) {
    if (token.nesting === 1) {
      frames.push({ open: token, children: [] });
      continue;
    }
    const frame = token.nesting === -1 && frames.length > 1 ? frames.pop() : undefined;
    const parent = frames.at(-1)?.children ?? [];
    if (frame?.open) add(parent, container(frame.open, frame.children));
    else for (const node of leaf(token, inline, isInLink(frames))) add(parent, node);
  }
  return frames[0]?.children ?? [];
}

/** Adds a node; text next to text becomes one, so that one text is one DOM node. */
function add(nodes: AnswerNode[], node: AnswerNode): void {
  const last = nodes.at(-1);
  if (typeof node === "string" && typeof last === "string") nodes[nodes.length - 1] = last + node;
  else if (node !== "") nodes.push(node);
}

function isInLink(frames: readonly Frame[]): boolean {
  return frames.some(({ open }) => open?.type === "link_open");
}

function container(open: Token, children: readonly AnswerNode[]): ElementNode {
  if (open.type === "heading_open")
    return element(headings[Number(open.tag[1]) - 1] ?? "h6", children);
  if (open.type === "link_open") return link(attribute(open, "href"), children);
  if (open.type === "list_item_open") return listItem(children);
  const tag = tags[open.type] ?? "span";
  const isLong = (tag === "td" || tag === "th") && textLength(children) > longCell;
  const dir = hasMargin.has(tag) ? directionOf(children) : undefined;
  return element(tag, children, {
    ...attributes(open, tag),
    ...(isLong && { "data-long": "" }),
    ...(dir !== undefined && { dir }),
  });
}

/** What has bullets, numbers or a bar beside its text. */
const hasMargin: ReadonlySet<Tag> = new Set(["ul", "ol", "blockquote"]);

/** Characters of a table's cell that need some width to be read. */
const longCell = 40;

function textLength(nodes: readonly AnswerNode[]): number {
  return nodes.reduce((sum, node) => {
    if (typeof node === "string") return sum + node.length;
    return sum + (isElementNode(node) ? textLength(node.children) : 0);
  }, 0);
}

function attributes(open: Token, tag: Tag): Record<string, string> {
  if (tag === "ol" && attribute(open, "start") !== "") return { start: attribute(open, "start") };
  const align = /text-align:(left|center|right)/.exec(attribute(open, "style"))?.[1];
  return align === undefined ? {} : { "data-align": align };
}

function attribute(token: Token, name: string): string {
  return String(token.attrGet(name) ?? "");
}

/** No `href`: VS Code itself would open it, and the address must be shown and confirmed first. */
function link(target: string, children: readonly AnswerNode[]): ElementNode {
  return isWebAddress(target)
    ? element("a", children, { role: "link", tabindex: "0", "data-url": target, title: target })
    : element("span", children, { "data-path": unescapedPath(target) });
}

const task = /^\[([ xX])\](?=\s)/;

function listItem(children: readonly AnswerNode[]): ElementNode {
  const [paragraph, ...others] = children;
  if (typeof paragraph !== "object" || paragraph.tag !== "p") return element("li", children);
  const [text, ...more] = paragraph.children;
  const mark = typeof text === "string" ? task.exec(text)?.[1] : undefined;
  if (typeof text !== "string" || mark === undefined) return element("li", children);
  const state: Record<string, string> = mark === " " ? {} : { checked: "" };
  const box = element("input", [], { type: "checkbox", disabled: "", ...state });
  const label = element("p", [box, text.slice(3), ...more]);
  return element("li", [label, ...others], { "data-task": "" });
}

function leaf(
  token: Token,
  inline: (token: Token) => readonly AnswerNode[],
  inLink: boolean,
): readonly AnswerNode[] {
  switch (token.type) {
    case "inline":
      return inline(token);
    case "fence":
      return [{ tag: "code-block", info: token.info, code: token.content }];
    case "code_block":
      return [{ tag: "code-block", info: null, code: token.content }];
    case "hr":
      return [element("hr")];
    case "softbreak":
      return ["\n"];
    case "hardbreak":
      return [element("br")];
    case "code_inline":
      return [inlineCode(token.content, inLink)];
    case "math_inline":
      return [element("code", textNodes(token.content), { "data-math": "" })];
    case "image":
      return [image(token, inLink)];
    case "reference_definition":
      return [];
    default:
      return inLink ? textNodes(token.content) : linkedText(token.content);
  }
}

/** Pictures of answers are never fetched: a link tells where they would come from. */
function image(token: Token, inLink: boolean): ElementNode {
  const label = `Image: ${token.content === "" ? attribute(token, "src") : token.content}`;
  return inLink
    ? element("span", textNodes(label))
    : link(attribute(token, "src"), textNodes(label));
}

function linkedText(text: string): readonly AnswerNode[] {
  return splitLinks(text).flatMap(({ text, url }) =>
    url === undefined ? textWithPaths(text) : [link(url, textNodes(text))],
  );
}

/** What may name a file says so; it becomes a link once it is known that the workspace has the file. */
function textWithPaths(text: string): readonly AnswerNode[] {
  return splitPaths(text).flatMap(({ text, isPath }) =>
    isPath ? [element("span", [text], { "data-path": text })] : textNodes(text),
  );
}

function inlineCode(text: string, inLink: boolean): ElementNode {
  const path = !inLink && mayNameFile(text) ? { "data-path": text } : {};
  return element("code", textNodes(text), path);
}
