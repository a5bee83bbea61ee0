// @vitest-environment happy-dom
import { expect, test } from "vitest";
import { MarkdownText } from "../../../../webview/markdown/markdownText.ts";
import { closeOpenEnd } from "../../../../webview/markdown/openEnd.ts";
import { tour } from "./samples.ts";

test.each([
  ["a **bo", "a **bo**"],
  ["a **bold*", "a **bold**"],
  ["a **bold *both", "a **bold *both***"],
  ["a **", "a"],
  ["snake_case and 2 * 3", "snake_case and 2 * 3"],
  ["~~go", "~~go~~"],
  ["~5 and **bo", "~5 and **bo**"],
  ["~a **b~ c", "~a **b~ c"],
  ["call `f(x", "call `f(x`"],
  ["call ``a ` b`", "call ``a ` b``"],
  ["call `", "call"],
  ["see [the", "see the"],
  ["see [the text](https://a.exa", "see the text"],
  ["see [the **te", "see the **te**"],
  ["see ![a picture](https://a", "see"],
  ["see <https://a.exa", "see https://a.exa"],
  ["array[0", "array[0"],
  ["done [x](y) and (z", "done [x](y) and (z"],
  ["sum \\(a_1 + b", "sum \\(a_1 + b\\)"],
  ["fish &am", "fish"],
  ["it\\", "it"],
  ["one <b", "one"],
  ["one <br /", "one"],
  ["one <br>two", "one <br>two"],
  ["a <b and", "a <b and"],
  ["finished *text* here", "finished *text* here"],
  ["**注意：**请", "**注意：**请"],
  ["这是**“重", "这是**“重**"],
  ["See [x](src/_private.ts), it", "See [x](src/_private.ts), it"],
  ["See [x](a`b.ts) and `f", "See [x](a`b.ts) and `f`"],
  ["at https://a.example/*x/$$y and **b", "at https://a.example/*x/$$y and **b**"],
  ["**https://a.example/_x** is", "**https://a.example/_x** is"],
  ["**[x](a/_b)** is *so", "**[x](a/_b)** is *so*"],
  ["[**https://a.example**](b) is", "[**https://a.example**](b) is"],
  ["see [[inner **te", "see inner **te**"],
  ["**Done!**🎉 x", "**Done!**🎉 x"],
  ["🚀**(ne", "🚀**(ne**"],
  ["**a.**𠮷 x", "**a.**𠮷 x"],
  ["**https://a.example**，打开", "**https://a.example**，打开"],
  ["**使用 s3://bucket/x**来存储", "**使用 s3://bucket/x**来存储"],
])("%j is drawn as %j", (text, drawn) => {
  expect(closeOpenEnd(text)).toBe(drawn);
});

test("thousands of open brackets are left out", () => {
  expect(closeOpenEnd(`${"[".repeat(3900)}a`)).toBe("a");
});

/** How often each character of Markdown's syntax is shown. */
function shownMarkers(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [marker] of text.matchAll(/[*_`[\]|~#<>=$-]/g)) {
    counts.set(marker, (counts.get(marker) ?? 0) + 1);
  }
  return counts;
}

test("a marker is never shown and taken back while a text arrives character by character", () => {
  // A label is known to be one only once its definition has come.
  const source = tour.replace("a [reference][ref], [ref] alone", "more");
  const text = new MarkdownText();
  const shown: [string, string][] = [];
  for (let at = 0; at < source.length; at++) {
    text.append(source.charAt(at));
    shown.push([source.slice(Math.max(0, at - 30), at + 1), text.element.textContent]);
  }
  text.finish();
  const last = shownMarkers(text.element.textContent);
  for (const [end, now] of shown) {
    for (const [marker, count] of shownMarkers(now)) {
      expect(count, `${marker} after ${JSON.stringify(end)}`).toBeLessThanOrEqual(
        last.get(marker) ?? 0,
      );
    }
  }
});
