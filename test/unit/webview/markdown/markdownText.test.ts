// @vitest-environment happy-dom
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { MarkdownText } from "../../../../webview/markdown/markdownText.ts";
import { parseBlocks, parseInline, type References } from "../../../../webview/markdown/parser.ts";
import { patchChildren } from "../../../../webview/markdown/patch.ts";
import { buildNodes } from "../../../../webview/markdown/tree.ts";
import { cut, cutMarkdown, markdown, tour } from "./samples.ts";

function draw(parts: readonly string[], onDraw?: (element: HTMLElement) => void): string {
  const text = new MarkdownText();
  for (const part of parts) {
    text.append(part);
    onDraw?.(text.element);
  }
  text.finish();
  return text.element.getHTML();
}

/** The whole text parsed at once and drawn without any of the streaming. */
function drawWhole(text: string): string {
  const source = text.replaceAll(/\r\n?/g, "\n");
  const references: References = {};
  const blocks = parseBlocks(source, references);
  const element = document.createElement("div");
  const nodes = blocks.flatMap(({ tokens }) =>
    buildNodes(tokens, ({ content }) => buildNodes(parseInline(content, references), () => [])),
  );
  patchChildren(element, [], nodes);
  return element.getHTML();
}

const withoutGroups = (html: string): string =>
  html
    .replace(/^<div class="block-group">|<\/div>$/g, "")
    .replaceAll('</div><div class="block-group">', "");

test("the DOM does not depend on how the text was cut", () => {
  fc.assert(
    fc.property(cutMarkdown, ({ text, cuts }) => {
      expect(draw(cut(text, cuts))).toBe(draw([text]));
    }),
    { numRuns: 400 },
  );
});

test("what is shown on the way does not depend on it either", () => {
  // The code of an open fence is shown to its last character, one that just came up to its last whole line.
  const withoutFences = cutMarkdown.filter(({ text }) => !/`{3}|~{3}/.test(text));
  fc.assert(
    fc.property(withoutFences, ({ text, cuts }) => {
      const pieces = new MarkdownText();
      for (const part of cut(text, cuts)) pieces.append(part);
      const whole = new MarkdownText();
      whole.append(text);
      expect(pieces.element.getHTML()).toBe(whole.element.getHTML());
    }),
    { numRuns: 1000 },
  );
});

test("a text drawn in one go is the whole text parsed at once", () => {
  fc.assert(
    fc.property(markdown, (text) => {
      expect(withoutGroups(draw([text]))).toBe(drawWhole(text));
    }),
    { numRuns: 400 },
  );
});

test("every cut of a text with one of everything gives the same DOM", () => {
  const whole = draw([tour]);
  expect(withoutGroups(whole)).toBe(drawWhole(tour));
  for (let size = 1; size < 40; size++) expect(draw(cut(tour, [size]))).toBe(whole);
});
