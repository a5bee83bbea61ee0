// @vitest-environment happy-dom
import { expect, test } from "vitest";
import { findText } from "../../../webview/findText.ts";
import { MarkdownText } from "../../../webview/markdown/markdownText.ts";

test.each([
  ["It needs 16\u202Fgb of it", "16 GB", "16\u202Fgb"],
  ["a\u00A0page\u2011long line", "a page-long", "a\u00A0page\u2011long"],
  ["- one **line\n  goes** on", "Line goes on", "line\ngoes on"],
  ["an İ is 3 km", "is 3\u00A0km", "is 3 km"],
  ["```\na;\n  b;\n```", "a; b", undefined],
])("in %j is found %j", (source, words, found) => {
  const root = document.createElement("main");
  const article = document.createElement("article");
  const part = document.createElement("div");
  part.dataset["part"] = "answer";
  const text = new MarkdownText();
  text.append(source);
  text.finish();
  part.append(text.element);
  article.append(part);
  root.append(article);
  expect(findText(root, words).map(String)).toEqual(found === undefined ? [] : [found]);
});
