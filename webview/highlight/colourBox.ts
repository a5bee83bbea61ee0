import { hasInvisible, splitInvisible, type Stretch } from "../../src/shared/invisible.ts";
import type { TokenLine } from "../../src/shared/colouring.ts";

const sheet = new CSSStyleSheet();
const classes = new Map<string, string>();

/** Draws the first lines of a box in their colours; lines that have changed since stay plain. */
export function colourBox(
  box: Element,
  lines: readonly TokenLine[],
  styles: readonly string[],
): void {
  const text = box.textContent ?? "";
  const nodes: Node[] = [];
  let plain = "";
  let at = 0;
  const flush = () => {
    if (plain !== "") nodes.push(...splitInvisible(plain).map(markedText));
    plain = "";
  };
  for (const line of lines) {
    const newline = text.indexOf("\n", at);
    const end = newline < 0 ? text.length : newline;
    for (const [token, style] of tokensIn(text.slice(at, end), line, styles)) {
      at += token.length;
      if (style === "" || token.trim() === "") plain += token;
      else {
        flush();
        nodes.push(span(token, style));
      }
    }
    plain += text.slice(at, end) + (newline < 0 ? "" : "\n");
    at = end + 1;
  }
  plain += text.slice(at);
  flush();
  box.replaceChildren(...nodes);
}

/** The tokens of a line with their styles; none where they are for another text. */
function tokensIn(
  text: string,
  line: TokenLine,
  styles: readonly string[],
): readonly (readonly [token: string, style: string])[] {
  const tokens: [string, string][] = [];
  let at = 0;
  for (let index = 0; index < line.length; index += 2) {
    const end = at + (line[index] ?? 0);
    tokens.push([text.slice(at, end), styles[line[index + 1] ?? 0] ?? ""]);
    at = end;
  }
  return at === text.length ? tokens : [];
}

function span(text: string, style: string): Element {
  const span = document.createElement("span");
  span.className = classOf(style);
  span.append(...splitInvisible(text).map(markedText));
  return span;
}

/** Text, or the mark of characters that cannot be seen. */
function markedText({ text, name }: Stretch): ChildNode {
  if (name === undefined) return document.createTextNode(text);
  const mark = document.createElement("span");
  mark.dataset["mark"] = "invisible";
  mark.title = name;
  mark.role = "img";
  mark.append(text);
  return mark;
}

/** The class for a style such as `#569CD6 bold`. */
function classOf(style: string): string {
  const known = classes.get(style);
  if (known !== undefined) return known;
  const name = `token-${classes.size}`;
  classes.set(style, name);
  if (classes.size === 1) document.adoptedStyleSheets.push(sheet);
  sheet.insertRule(`.${name} { ${declarations(style)} }`);
  return name;
}

function declarations(style: string): string {
  const parts = style.split(" ");
  const color = parts.find((part) => /^#[\da-f]{3,8}$/i.test(part));
  const lines = parts.filter((part) => part === "underline" || part === "line-through");
  return [
    color === undefined ? "" : `color: ${color};`,
    parts.includes("bold") ? "font-weight: bold;" : "",
    parts.includes("italic") ? "font-style: italic;" : "",
    lines.length === 0 ? "" : `text-decoration: ${lines.join(" ")};`,
  ].join(" ");
}

/** Appends text to plain text, with its invisible characters marked. */
export function appendMarked(parent: HTMLElement, text: string): void {
  const last = parent.lastChild;
  if (text === "") return;
  const isPlain = last === parent.firstChild && !(last instanceof Element);
  if (!hasInvisible(text) && (isPlain || parent.querySelector("[data-mark]") === null)) {
    if (last instanceof Text) last.appendData(text);
    else parent.append(text);
    return;
  }
  // Whether a character is marked depends on its neighbours, so the whole box is looked at again.
  const whole = (parent.textContent ?? "") + text;
  parent.replaceChildren(...splitInvisible(whole).map(markedText));
}
