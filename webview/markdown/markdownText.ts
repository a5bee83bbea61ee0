import type { Token } from "markdown-it";
import { fileLinks } from "../fileLinks.ts";
import { CodeBlock } from "./codeBlock.ts";
import { InlineText } from "./inlineText.ts";
import { closeOpenEnd } from "./openEnd.ts";
import { OpenFence } from "./openFence.ts";
import { parseBlocks, type Block, type References } from "./parser.ts";
import { drawable, missingDelimiterRow } from "./partialLine.ts";
import { patchChildren, patchNode } from "./patch.ts";
import { countSettledItems, listItems } from "./listItems.ts";
import { growEnd, isPlainGrowth } from "./plainGrowth.ts";
import { ReferenceLinks } from "./referenceLinks.ts";
import { countSettled, isUnclosedFence } from "./settle.ts";
import { buildNodes, isElementNode, type AnswerNode, type ElementNode } from "./tree.ts";

/** Settled blocks are gathered in groups of about this many characters, which can be skipped whole. */
const groupSize = 4096;

/**
 * The DOM of a growing Markdown text. Only the open tail is parsed: a block that no further text can
 * change is settled, which means that its nodes are not touched again and its source is forgotten. The
 * DOM is the same however the text was cut into pieces.
 */
export class MarkdownText {
  readonly element = newElement("markdown");
  readonly #links = new ReferenceLinks();
  readonly #inline = new InlineText();
  #group = newGroup(this.element);
  /** How many children of the group are settled, and the length of their source. */
  #settled = 0;
  #size = 0;
  /** The source that is not settled, and the nodes that show it. */
  #tail = "";
  #nodes: readonly AnswerNode[] = [];
  /** What is settled of the list that the tail goes on with. */
  #list: Pick<ElementNode, "attributes" | "settled"> | undefined;
  /** Whether all of the tail is drawn as it stands, nothing left out and nothing waiting. */
  #isVerbatim = false;
  /** The end of a piece that may be half of a line break or of a character. */
  #held = "";
  /** The code block that the tail goes on with. */
  #fence: OpenFence | null = null;

  /** Takes more of the text and shows it; meant to be called once a frame. */
  append(text: string): void {
    const whole = this.#held + text;
    this.#held = /[\r\uD800-\uDBFF]$/.exec(whole)?.[0] ?? "";
    const complete = whole.slice(0, whole.length - this.#held.length);
    if (this.#growPlainly(complete)) return;
    this.#tail += complete.replaceAll(/\r\n?/g, "\n");
    this.#feedFence(false);
    if (this.#fence === null) this.#drawTail(false);
  }

  /** The text is complete: shows it as it stands. */
  finish(): void {
    this.#tail += this.#held.replace("\r", "\n");
    this.#held = "";
    this.#feedFence(true);
    this.#drawTail(true);
    const elements = [...this.element.querySelectorAll(".code-block")];
    // Asked first: each block that is folded would have all of it laid out again.
    const seen = new Set(elements.filter(isOnScreen));
    for (const element of elements) CodeBlock.of(element)?.complete(seen.has(element));
  }

  /** Most of what comes only adds words to what is drawn. */
  #growPlainly(added: string): boolean {
    if (this.#fence !== null || !this.#isVerbatim || !isPlainGrowth(this.#tail, added))
      return false;
    const nodes = growEnd(this.#nodes, this.#tail, added);
    if (nodes === undefined) return false;
    patchChildren(this.#group, this.#nodes, nodes, this.#settled);
    this.#nodes = nodes;
    this.#tail += added;
    return true;
  }

  #drawTail(finished: boolean): void {
    const source = finished ? this.#tail : drawable(this.#tail);
    const references = this.#links.scope();
    const blocks = finished ? parseBlocks(source, references) : parseGrowing(source, references);
    const lines = this.#tail.split("\n");
    const settled = finished ? blocks.length : countSettled(blocks, lines);
    this.#settle(blocks.slice(0, settled), references, lines);
    const open = blocks.slice(settled);
    this.#drawOpen(open, references, source);

    const settledLines = blocks[settled - 1]?.end ?? 0;
    const settledLength = lengthOf(lines.slice(0, settledLines));
    this.#tail = this.#tail.slice(settledLength);
    const [block] = open;
    if (open.length !== 1 || block === undefined) return;
    const skipped = lengthOf(lines.slice(settledLines, block.start));
    if (isUnclosedFence(block, lines))
      this.#enterFence(block, skipped, source.length - settledLength);
    else this.#settleItems(listItems(block), references, lines, settledLines);
  }

  /** Draws blocks for good. */
  #settle(blocks: readonly Block[], references: References, lines: readonly string[]): void {
    for (const { tokens } of blocks) this.#links.define(tokens, references);
    this.#inline.use(this.#links.settled, this.#links.version());
    for (const { tokens, start, end } of blocks) {
      this.#settleNode(tokens);
      this.#grow(lengthOf(lines.slice(start, end)));
    }
  }

  #settleNode(tokens: readonly Token[]): void {
    const list = this.#list;
    const build = (): AnswerNode | undefined => goOn(list, this.#buildSettled(tokens));
    const child = this.#group.childNodes[this.#settled] ?? null;
    if (!this.#drawForGood(this.#group, child, this.#nodes[0], tokens, build)) return;
    this.#nodes = this.#nodes.slice(1);
    this.#list = undefined;
    this.#settled++;
  }

  /** Settles the first items of an open list, so that it is not parsed and drawn again for each that follows. */
  #settleItems(
    items: readonly Block[],
    references: References,
    lines: readonly string[],
    settledLines: number,
  ): void {
    const count = countSettledItems(items, lines);
    const list = this.#group.childNodes[this.#settled];
    const [node] = this.#nodes;
    if (count === 0 || !(list instanceof Element) || !isElementNode(node)) return;
    const done = items.slice(0, count);
    for (const { tokens } of done) this.#links.define(tokens, references);
    this.#inline.use(this.#links.settled, this.#links.version());
    const before = node.settled ?? 0;
    for (const [index, { tokens }] of done.entries()) {
      const build = (): AnswerNode | undefined => {
        const list = this.#buildSettled(tokens);
        return isElementNode(list) ? list.children[0] : undefined;
      };
      const child = list.childNodes[before + index] ?? null;
      this.#drawForGood(list, child, node.children[index], tokens, build);
    }
    this.#list = { attributes: node.attributes, settled: before + count };
    this.#nodes = [{ ...node, ...this.#list, children: node.children.slice(count) }];
    const length = lengthOf(lines.slice(settledLines, items[count]?.start));
    this.#tail = this.#tail.slice(length);
    this.#size += length;
  }

  #buildSettled(tokens: readonly Token[]): AnswerNode | undefined {
    return buildNodes(tokens, ({ content }) => this.#inline.nodes(content))[0];
  }

  /** Draws what is settled, and draws it anew when a link's label that it uses is defined. */
  #drawForGood(
    parent: Element,
    child: ChildNode | null,
    shown: AnswerNode | undefined,
    tokens: readonly Token[],
    build: () => AnswerNode | undefined,
  ): boolean {
    let node = build();
    if (node === undefined) return false;
    const drawn = patchNode(parent, child, shown, node);
    fileLinks.add(drawn);
    this.#links.watch(tokens, () => {
      const was = node;
      this.#inline.use(this.#links.settled, this.#links.version());
      node = build();
      if (node !== undefined) fileLinks.add(patchNode(parent, drawn, was, node));
    });
    return true;
  }

  /** Counts settled source; a full group is closed, and what is open moves to the next one. */
  #grow(size: number): void {
    this.#size += size;
    if (this.#size < groupSize) return;
    const open = [...this.#group.children].slice(this.#settled);
    keepHeight(this.#group, open[0]);
    this.#group = newGroup(this.element);
    this.#group.append(...open);
    this.#settled = 0;
    this.#size = 0;
  }

  #drawOpen(blocks: readonly Block[], references: References, source: string): void {
    this.#inline.use(references, this.#links.version(references));
    this.#isVerbatim = false;
    const last = blocks
      .at(-1)
      ?.tokens.findLast(({ type, content }) => type === "inline" && content !== "");
    const inline = (token: Token): readonly AnswerNode[] => {
      const isOpen = token === last && isEndOf(source, token.content);
      if (!isOpen) return this.#inline.nodes(token.content);
      const closed = closeOpenEnd(token.content);
      this.#isVerbatim = source === this.#tail && closed.startsWith(token.content.trimEnd());
      return this.#inline.nodes(closed);
    };
    const nodes = blocks.flatMap(({ tokens }) => buildNodes(tokens, inline));
    const [first, ...others] = nodes;
    const drawn = first === undefined ? [] : [goOn(this.#list, first), ...others];
    patchChildren(this.#group, this.#nodes, drawn, this.#settled);
    this.#nodes = drawn;
    this.#inline.sweep();
  }

  /** The block that is drawn already takes what follows; `drawn` characters of the tail are in it. */
  #enterFence({ tokens }: Block, skipped: number, drawn: number): void {
    const child = this.#group.childNodes[this.#settled];
    const code = child instanceof Element ? CodeBlock.of(child) : undefined;
    if (code === undefined) return;
    const midLine = this.#tail[drawn - 1] !== "\n";
    this.#fence = new OpenFence(tokens[0]?.markup ?? "", code, midLine);
    this.#nodes = [];
    this.#size += drawn - skipped;
    this.#tail = this.#tail.slice(drawn);
  }

  #feedFence(finished: boolean): void {
    if (this.#fence === null) return;
    const { used, closed } = this.#fence.feed(this.#tail, finished);
    this.#tail = this.#tail.slice(used);
    this.#size += used;
    if (!closed && !finished) return;
    this.#fence = null;
    this.#settled++;
    this.#grow(0);
  }
}

/** Finds the blocks of a text that goes on; a table's head is one before its second row has come. */
function parseGrowing(source: string, references: References): readonly Block[] {
  const blocks = parseBlocks(source, references);
  const tokens = blocks.at(-1)?.tokens ?? [];
  const last = tokens.findLastIndex(({ nesting }) => nesting !== -1);
  const { type, content = "" } = tokens[last] ?? {};
  const isParagraph = type === "inline" && tokens[last - 1]?.type === "paragraph_open";
  if (!isParagraph || /\n\s*\n$/.test(source)) return blocks;
  const delimiters = missingDelimiterRow(source, content);
  if (delimiters === undefined) return blocks;
  return parseBlocks(`${source.trimEnd()}\n${delimiters}`, references);
}

/** What shows the rest of a list whose first items are settled. */
function goOn<Rest extends AnswerNode | undefined>(
  list: Pick<ElementNode, "attributes" | "settled"> | undefined,
  rest: Rest,
): Rest | ElementNode {
  if (list === undefined || !isElementNode(rest)) return rest;
  const { tag, children } = rest;
  return { tag, children, ...list };
}

function newElement(className: string): HTMLElement {
  const element = document.createElement("div");
  element.className = className;
  return element;
}

function newGroup(parent: HTMLElement): HTMLElement {
  const group = newElement("block-group");
  parent.append(group);
  return group;
}

/** A group that is closed is skipped until the browser sees how near it is: it takes the same room meanwhile. */
function keepHeight(group: HTMLElement, open: Element | undefined): void {
  if (!group.isConnected) return;
  const { top, bottom } = group.getBoundingClientRect();
  const height = (open?.getBoundingClientRect().top ?? bottom) - top;
  group.style.setProperty("contain-intrinsic-block-size", `auto ${height}px`);
}

function isOnScreen(block: Element): boolean {
  // What is skipped in a group far away would have to be laid out to know.
  return isInView(block.closest(".block-group")) && isInView(block);
}

function isInView(element: Element | null): boolean {
  if (element?.isConnected !== true) return false;
  const { top, bottom } = element.getBoundingClientRect();
  return bottom > 0 && top < window.innerHeight;
}

/** The length of lines with their line breaks. */
function lengthOf(lines: readonly string[]): number {
  return lines.reduce((length, line) => length + line.length + 1, 0);
}

/** Whether a block's text is what the source ends with; its lines may have lost their indentation. */
function isEndOf(source: string, text: string): boolean {
  return source.trimEnd().endsWith(text.slice(text.lastIndexOf("\n") + 1).trim());
}
