import { drive } from "../page/driver.ts";
import { drawingPeer } from "../page/peer.ts";

/** How many blocks are in the document. */
const shown = 12;

/**
 * The tightest bound for text that can be read: plain text, a new `<pre>` at each blank line, only the last of them
 * in the document, and a spacer as tall as those before.
 */
drive(
  drawingPeer((box) => {
    const spacer = document.createElement("div");
    box.append(spacer);
    let height = 0;
    let last = newBlock(box);
    return {
      draw(added) {
        const [rest = "", ...blocks] = added.split("\n\n");
        last.appendData(rest);
        for (const block of blocks) {
          last = newBlock(box);
          last.appendData(block);
        }
        if (box.childElementCount <= shown + 1) return;
        while (box.childElementCount > shown + 1) {
          const oldest = spacer.nextElementSibling;
          height += oldest?.getBoundingClientRect().height ?? 0;
          oldest?.remove();
        }
        spacer.style.height = `${height}px`;
      },
    };
  }),
);

function newBlock(box: Element): Text {
  const text = document.createTextNode("");
  const pre = document.createElement("pre");
  pre.append(text);
  box.append(pre);
  return text;
}
