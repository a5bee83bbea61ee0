import type { Token } from "markdown-it";
import { fileLinks } from "../fileLinks.ts";
import { CodeBlock } from "./codeBlock.ts";
import { InlineText } from "./inlineText.ts";
import { closeOpenEnd } from "./openEnd.ts";
import { OpenFence } from "./openFence.ts";
import { parseBlocks, type Block, type References } from "./parser.ts";
import { drawable, missingDelimiterRow } from "./partialLine.ts";
import { patchChildren, patchNode } from "./patch.ts";
import { ReferenceLinks } from "./referenceLinks.ts";
import { countSettled, isUnclosedFence } from "./settle.ts";
import { buildNodes, type AnswerNode } from "./tree.ts";

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
  /** The end of a piece that may be half of a line break or of a character. */
  #held = "";
  /** The code block that the tail goes on with. */
  #fence: OpenFence | null = null;

  /** Takes more of the text and shows it; meant to be called once a frame. */
  append(text: string): void {
    const whole = this.#held + text;
    this.#held = /[\r\uD800-\uDBFF]$/.exec(whole)?.[0] ?? "";
    const complete = whole.slice(0, whole.length - this.#held.length);
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
    for (const block of this.element.querySelectorAll(".code-block"))
      CodeBlock.of(block)?.complete();
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
    const [fence] = open;
    if (open.length !== 1 || fence === undefined || !isUnclosedFence(fence, lines)) return;
    const skipped = lengthOf(lines.slice(settledLines, fence.start));
    this.#enterFence(fence, skipped, source.length - settledLength);
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
    const build = (): AnswerNode | undefined =>
      buildNodes(tokens, ({ content }) => this.#inline.nodes(content))[0];
    let node = build();
    if (node === undefined) return;
    const group = this.#group;
    const child = patchNode(group, group.childNodes[this.#settled] ?? null, this.#nodes[0], node);
    this.#nodes = this.#nodes.slice(1);
    this.#settled++;
    fileLinks.add(child);
    this.#links.watch(tokens, () => {
      const was = node;
      this.#inline.use(this.#links.settled, this.#links.version());
      node = build();
      if (node !== undefined) fileLinks.add(patchNode(group, child, was, node));
    });
  }

  /** Counts settled source; a full group is closed, and what is open moves to the next one. */
  #grow(size: number): void {
    this.#size += size;
    if (this.#size < groupSize) return;
    const open = [...this.#group.childNodes].slice(this.#settled);
    this.#group = newGroup(this.element);
    this.#group.append(...open);
    this.#settled = 0;
    this.#size = 0;
  }

  #drawOpen(blocks: readonly Block[], references: References, source: string): void {
    this.#inline.use(references, this.#links.version(references));
    const nodes = blocks.flatMap(({ tokens }) => {
      const last = tokens.findLast(({ type, content }) => type === "inline" && content !== "");
      return buildNodes(tokens, (token) => {
        const isOpen = token === last && isEndOf(source, token.content);
        return this.#inline.nodes(isOpen ? closeOpenEnd(token.content) : token.content);
      });
    });
    patchChildren(this.#group, this.#nodes, nodes, this.#settled);
    this.#nodes = nodes;
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
  const paragraph = tokens.findLastIndex(({ type }) => type === "inline");
  const isOpen = tokens[paragraph - 1]?.type === "paragraph_open" && !/\n\s*\n$/.test(source);
  if (!isOpen) return blocks;
  const delimiters = missingDelimiterRow(source, tokens[paragraph]?.content ?? "");
  if (delimiters === undefined) return blocks;
  return parseBlocks(`${source.trimEnd()}\n${delimiters}`, references);
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

/** The length of lines with their line breaks. */
function lengthOf(lines: readonly string[]): number {
  return lines.reduce((length, line) => length + line.length + 1, 0);
}

/** Whether a block's text is what the source ends with; its lines may have lost their indentation. */
function isEndOf(source: string, text: string): boolean {
  return source.trimEnd().endsWith(text.slice(text.lastIndexOf("\n") + 1).trim());
}
