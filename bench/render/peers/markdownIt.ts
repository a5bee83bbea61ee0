import highlighter from "highlight.js/lib/common";
import MarkdownIt from "markdown-it";
import { drive } from "../page/driver.ts";
import { drawingPeer } from "../page/peer.ts";

/** markdown-it with highlight.js, all of the answer in each frame. */
const markdown = new MarkdownIt({
  linkify: true,
  highlight: (code, language) =>
    highlighter.getLanguage(language) === undefined
      ? ""
      : highlighter.highlight(code, { language }).value,
});

drive(
  drawingPeer((box) => ({
    draw(_added, all) {
      box.setHTMLUnsafe(markdown.render(all));
    },
  })),
);
