import { parseInline, type References } from "./parser.ts";
import { buildNodes, textNodes, type AnswerNode } from "./tree.ts";

/** A longer run of text without a blank line is drawn as it is: parsing it could stall the view. */
const longestParsed = 20_000;

/** Builds the nodes of inline text, and keeps those of the last drawing: most of a tail does not change. */
export class InlineText {
  #last = new Map<string, readonly AnswerNode[]>();
  #now = new Map<string, readonly AnswerNode[]>();
  #references: References = {};
  #version = "";

  /** Links are looked up in `references` from here on; what was kept is for its `version` only. */
  use(references: References, version: string): void {
    if (version !== this.#version) {
      this.#last.clear();
      this.#now.clear();
    }
    this.#references = references;
    this.#version = version;
  }

  /** Forgets what was not used since the last call. */
  sweep(): void {
    this.#last = this.#now;
    this.#now = new Map();
  }

  nodes(content: string): readonly AnswerNode[] {
    const known = this.#now.get(content) ?? this.#last.get(content) ?? this.#build(content);
    this.#now.set(content, known);
    return known;
  }

  #build(content: string): readonly AnswerNode[] {
    if (content.length > longestParsed) return textNodes(content);
    return buildNodes(parseInline(content, this.#references), () => []);
  }
}
