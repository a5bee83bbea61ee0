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

const formula = (text: string, rest = ""): string =>
  `<p><code data-math="">${text}</code>${rest}</p>`;

test.each([
  ["\\[\na = b\n+ c\n\\]", formula("\\[\na = b\n+ c\n\\]")],
  ["$$\na\n\n- b\n$$, so\nit is", `${formula("$$\na\n\n- b\n$$", ", so")}<p>it is</p>`],
  ["Let\n  $$ x\n= 1 $$\nbe", `<p>Let</p>${formula("$$ x\n= 1 $$")}<p>be</p>`],
  ["> $$\n> # a\n> $$", `<blockquote dir="ltr">${formula("$$\n# a\n$$")}</blockquote>`],
  [
    "- \\[\n  + a\n  \\]\n- b",
    `<ul dir="ltr"><li>${formula("\\[\n+ a\n\\]")}</li><li><p>b</p></li></ul>`,
  ],
  ["$$\na\n\n- b", formula("$$\na\n\n- b")],
])("%j is one formula", (text, html) => {
  expect(withoutGroups(draw([text]))).toBe(html);
});

const long = "word ".repeat(1000).trim();

test.each([
  ["prose", "$$ is a number.\n\n- b", '<p>$$ is a number.</p><ul dir="ltr"><li><p>b</p></li></ul>'],
  ["a price", "$$$\n\n# a", "<p>$$$</p><h1>a</h1>"],
  ["a long text", `$$\n${long}\n\n# a`, `<p>$$\n${long}</p><h1>a</h1>`],
  ["another one", "\\[\n# a\n\\[\nb\n\\]", `<p>[</p><h1>a</h1>${formula("\\[\nb\n\\]")}`],
  ["the end of its item", "- $$\n  a\n\nb", '<ul dir="ltr"><li><p>$$\na</p></li></ul><p>b</p>'],
])("what begins like a formula is none before %s", (_, text, html) => {
  expect(withoutGroups(draw([text]))).toBe(html);
  expect(withoutGroups(draw(cut(text, [7])))).toBe(html);
});

test("a formula is shown as one while it grows", () => {
  const source = "So:\n\n$$\na\n\n- b\n1. c\n--- | ---\n$$\n";
  const text = new MarkdownText();
  for (let at = 0; at < source.length; at++) {
    text.append(source.charAt(at));
    expect(withoutGroups(text.element.getHTML())).toMatch(
      /^(?:<p>So?:?<\/p>(?:<p><code data-math="">[^<]+<\/code><\/p>)?)?$/,
    );
  }
});

test.each([
  ["~x~ and ~~y~~", "<p><s>x</s> and <s>y</s></p>"],
  ["**~x** y~ ~z~~", "<p><strong>~x</strong> y~ ~z~~</p>"],
  ["~5 to ~10, 5~10, 20~30, (~/a) and (~/b)", "<p>~5 to ~10, 5~10, 20~30, (~/a) and (~/b)</p>"],
])("%j: one tilde strikes through as two do, where it is no “about” or home", (text, html) => {
  expect(draw([text]).replaceAll(/<\/?span[^>]*>/g, "")).toContain(html);
});

test.each([
  ["**注意：**请看", "<p><strong>注意：</strong>请看</p>"],
  ["这是**“重点”**内容", "<p>这是<strong>“重点”</strong>内容</p>"],
  ["**「括弧」**です", "<p><strong>「括弧」</strong>です</p>"],
  ["**설정(config)**을", "<p><strong>설정(config)</strong>을</p>"],
  ["**`code`**を使う", "<p><strong><code>code</code></strong>を使う</p>"],
  ["~~旧。~~新", "<p><s>旧。</s>新</p>"],
  ["𠮷**(a)**𠮷", "<p>𠮷<strong>(a)</strong>𠮷</p>"],
  ["[**注：**](https://a.example)看", "><strong>注：</strong></a>看</p>"],
  ["注 ** 意 ** 这*（3）*4 **a.**b", "<p>注 ** 意 ** 这*（3）*4 **a.**b</p>"],
])("%j: Chinese, Japanese and Korean need no spaces around what is bold", (text, html) => {
  const whole = draw([text]);
  expect(whole).toContain(html);
  expect(draw(cut(text, [1]))).toBe(whole);
});

test("lists and quotes begin at the side of their text, and code at the left", () => {
  const text =
    "- שלום a\n- b\n\n1. 2 **مرحبا**\n\n> > مرحبا\n\n- a שלום\n\n---\n\n- שלום\n  - a\n\n---\n\n- 1\n\n```\nש\n```";
  const whole = draw([text]);
  expect(whole.match(/<(?:ul|ol|blockquote)[^>]*>/g)).toEqual([
    '<ul dir="rtl">',
    '<ol dir="rtl">',
    '<blockquote dir="rtl">',
    '<blockquote dir="rtl">',
    '<ul dir="ltr">',
    '<ul dir="rtl">',
    '<ul dir="ltr">',
    "<ul>",
  ]);
  expect(whole).toMatch(/class="code-block" dir="ltr"/);
  expect(draw(cut(text, [1]))).toBe(whole);
});

test.each([
  ["www.a.example?x=1, too", "www.a.example?x=1"],
  ["(www.a.example:80/b_(c)#d).", "www.a.example:80/b_(c)#d"],
  ["www.a.example: b@c.example?", "www.a.example"],
])("%j has the link %s", (text, address) => {
  expect(draw([text])).toContain(
    `data-url="http://${address}" title="http://${address}">${address}</a>`,
  );
});

test.each([
  ["请访问 https://a.example/a。然后继续。", "https://a.example/a"],
  ["（https://a.example/(a)）然后", "https://a.example/(a)"],
  ["「https://a.example/佐々木」です", "https://a.example/佐々木"],
  ["“https://a.example/a”，然后", "https://a.example/a"],
  ["www.a.example/a，然后", "www.a.example/a"],
])("%j: a Chinese or Japanese sentence goes on after its address", (text, address) => {
  const whole = draw([text]);
  expect(whole).toContain(`>${address}</a>`);
  expect(draw(cut(text, [1]))).toBe(whole);
});
