import * as fc from "fast-check";
import { answer, type OpenPage } from "./chatPage.ts";
import { corpus } from "./corpus.ts";

/** Elements and attributes in answers that are not on the list, each with the text that it is of, which was drawn in two pieces. */
export async function strangers(
  chat: OpenPage,
  texts: readonly string[],
): Promise<readonly string[]> {
  const found: string[] = [];
  for (const [index, text] of texts.entries()) {
    const id = `m${index}`;
    const half = text.slice(0, text.length / 2);
    await chat.show({ messages: [answer(id, { text: half, state: "streaming" })] });
    await chat.show({ messages: [answer(id, { text })] });
    const names = await chat.page.evaluate(notListed);
    found.push(...names.map((name) => `${name} of ${JSON.stringify(text)}`));
  }
  return found;
}

/** Runs in the page. */
function notListed(): readonly string[] {
  const elements =
    /^(?:DIV|P|H[1-6]|UL|OL|LI|BLOCKQUOTE|HR|TABLE|THEAD|TBODY|TR|TH|TD|EM|STRONG|S|CODE|PRE|A|BR|SPAN|INPUT|BUTTON)$/;
  const attributes =
    /^(?:class|dir|role|tabindex|title|aria-(?:label|expanded)|type|disabled|checked|start|data-(?:url|path|mark|align|long|task|math|action|folded))$/;
  const all = [...document.querySelectorAll('[data-part="answer"] :not(.code-header *)')];
  // The view's own: how high a group of blocks was that may be skipped.
  const ownStyle = /^contain-intrinsic-block-size: auto [\d.]+px;$/;
  const names = all.flatMap((element) =>
    element
      .getAttributeNames()
      .filter(
        (name) =>
          name !== "style" ||
          !element.matches("div.block-group") ||
          !ownStyle.test(element.getAttribute("style") ?? ""),
      ),
  );
  return [
    ...all.map(({ tagName }) => tagName).filter((name) => !elements.test(name)),
    ...names.filter((name) => !attributes.test(name)),
    ...(document.title === "Eigen AI Chat" ? [] : ["title"]),
  ];
}

/** Random mixtures of Markdown, HTML and addresses, `count` inputs in texts of 25. */
export function mixtures(count: number): readonly string[] {
  const piece = fc.oneof(
    fc.constantFrom(...corpus.filter((text) => text.length < 200)),
    fc.constantFrom(
      "\n",
      "\n\n",
      "`",
      "```\n",
      "**",
      "[",
      "](",
      ")",
      "![",
      "<",
      ">",
      '"',
      "'",
      "| ",
      "- ",
      "> ",
      "&",
      "\\",
      "$$",
      "\n$$\n",
      "\n\\[\n",
    ),
    fc.constantFrom(
      "<svg",
      "<img",
      " src=x",
      " onerror=alert(1)",
      " style=x",
      "<script>",
      "</",
      "-->",
      "&#x6A;",
      "javascript:",
    ),
    fc.string({ maxLength: 8 }),
  );
  const text = fc.array(piece, { minLength: 1, maxLength: 12 }).map((parts) => parts.join(""));
  const texts = fc.sample(text, count);
  // Many at once: each is a paragraph of its own or not, as it happens.
  return Array.from({ length: Math.ceil(texts.length / 25) }, (_, index) =>
    texts.slice(index * 25, index * 25 + 25).join("\n\n"),
  );
}
