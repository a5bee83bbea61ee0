import MarkdownIt, { type Env, type StateBlock, type StateInline, type Token } from "markdown-it";
import { charactersAround } from "./charactersAround.ts";
import { isBesideCjk } from "./cjk.ts";
import { formulaBlock } from "./formulaBlock.ts";
import { isLinkTarget, isWebAddress, restOfAddress, schemeAtEnd } from "./links.ts";
import { handOverTildes, takeTilde } from "./oneTilde.ts";

/** A top-level block of Markdown: its flat tokens and the lines it covers, `end` exclusive. */
export interface Block {
  readonly tokens: readonly Token[];
  readonly start: number;
  readonly end: number;
}

export type References = NonNullable<Env["references"]>;

/** CommonMark with GFM's tables, strikethrough and autolinks. Raw HTML but `<br>` is text; so are footnotes. */
const markdown = new MarkdownIt("default", { html: false, maxNesting: 50 });
markdown.validateLink = isLinkTarget;
markdown.normalizeLink = (url) => url;
markdown.normalizeLinkText = (url) => url;
markdown.block.ruler.before("reference", "footnote", footnote);
markdown.block.ruler.before("fence", "formula", formulaBlock, {
  alt: ["paragraph", "reference", "blockquote", "list"],
});
markdown.inline.ruler.before("escape", "math", math);
markdown.inline.ruler.before("linkify", "web_address", webAddress);
markdown.inline.ruler.before("autolink", "line_break", lineBreak);
markdown.inline.ruler.before("strikethrough", "one_tilde", takeTilde);
markdown.inline.ruler2.before("strikethrough", "one_tilde", handOverTildes);
markdown.inline.State = class extends markdown.inline.State {
  override scanDelims(start: number, canSplitWord: boolean) {
    const run = super.scanDelims(start, canSplitWord);
    const [before, after] = charactersAround(this.src, start, start + run.length);
    if (!canSplitWord || !isBesideCjk(run.length, before, after)) return run;
    return { ...run, can_open: !/\s/.test(after), can_close: !/\s/.test(before) };
  }
};

/** Finds the blocks of `source`; the link definitions among them are added to `references`. */
export function parseBlocks(source: string, references: References): Block[] {
  const tokens: Token[] = [];
  markdown.block.parse(source, markdown, { references }, tokens);
  const blocks: Block[] = [];
  let first = 0;
  for (const [index, token] of tokens.entries()) {
    const closes = token.nesting === -1 || token.nesting === 0;
    if (token.level !== 0 || !closes) continue;
    const [start, end] = tokens[first]?.map ?? [0, 0];
    blocks.push({ tokens: tokens.slice(first, index + 1), start, end });
    first = index + 1;
  }
  return blocks;
}

export function parseInline(source: string, references: References): Token[] {
  const tokens: Token[] = [];
  markdown.inline.parse(source, markdown, { references }, tokens);
  return tokens;
}

/** A link label as definitions are looked up: case and white space do not matter. */
export function normalizeLabel(label: string): string {
  return markdown.utils.normalizeReference(label);
}

/** `[^1]: …` would be taken for a link definition where its text is one word, and vanish. */
function footnote(state: StateBlock, line: number, end: number, silent: boolean): boolean {
  const start = (state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0);
  if (silent || !state.src.startsWith("[^", start)) return false;
  const paragraph = markdown.block.ruler.getRules("").at(-1);
  return paragraph?.(state, line, end, silent) ?? false;
}

const mathDelimiters = [
  ["\\(", "\\)"],
  ["\\[", "\\]"],
  ["$$", "$$"],
] as const;
/** Longer than any formula; without it, openers without closers would cost quadratic time. */
const longestFormula = 2000;

/** Formulas are shown as they are written, so that their `_`, `*` and `\` survive. */
function math(state: StateInline, silent: boolean): boolean {
  for (const [opener, closer] of mathDelimiters) {
    if (!state.src.startsWith(opener, state.pos)) continue;
    const formula = state.src.slice(state.pos, state.pos + longestFormula);
    const end = formula.indexOf(closer, opener.length);
    if (end <= opener.length) return false;
    if (!silent) {
      state.push("math_inline", "code", 0).content = formula.slice(0, end + closer.length);
    }
    state.pos += end + closer.length;
    return true;
  }
  return false;
}

const breakTag = /<br ?\/?>/iy;

/** A line break within a table's cell has no other form. */
function lineBreak(state: StateInline, silent: boolean): boolean {
  breakTag.lastIndex = state.pos;
  const tag = breakTag.exec(state.src)?.[0];
  if (tag === undefined) return false;
  if (!silent) state.push("hardbreak", "br", 0);
  state.pos += tag.length;
  return true;
}

/** GFM's bare `https://…`; found before emphasis, whose `_` and `*` are common in addresses. */
function webAddress(state: StateInline, silent: boolean): boolean {
  if (state.src[state.pos] !== ":" || state.linkLevel > 0) return false;
  const before = schemeAtEnd(state.pending);
  if (before === undefined) return false;
  const url = before + restOfAddress(state.src.slice(state.pos));
  if (url.length < before.length + 4 || !isWebAddress(url)) return false;
  if (!silent) {
    state.pending = state.pending.slice(0, -before.length);
    state.push("link_open", "a", 1).attrs = [["href", url]];
    state.push("text", "", 0).content = url;
    state.push("link_close", "a", -1);
  }
  state.pos += url.length - before.length;
  return true;
}
