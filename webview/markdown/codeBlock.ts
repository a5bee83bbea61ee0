import type { CodeBlockCommand } from "../../src/shared/protocol.ts";
import { labelOf, readFenceInfo } from "../../src/shared/fenceInfo.ts";
import { hasInvisible, splitInvisible, type Stretch } from "../../src/shared/invisible.ts";

const blocks = new WeakMap<Element, CodeBlock>();
/** Finished lines are set apart in boxes of this many, so that a growing block lays out its end only. */
const boxLines = 24;

/** A block of code with its buttons. It grows by appending; nothing that is laid out is touched. */
export class CodeBlock {
  readonly element = document.createElement("div");
  readonly #code = document.createElement("code");
  readonly #open = document.createElement("span");
  /** The whole code; `#boxed` characters of it are in finished boxes, the rest in the open one. */
  #text = "";
  #boxed = 0;

  static of(element: Element): CodeBlock | undefined {
    return blocks.get(element);
  }

  /** What follows the opening fence. */
  readonly info: string;

  constructor(info: string | null, code: string) {
    this.info = info ?? "";
    const { path } = readFenceInfo(this.info);
    const label = labelOf(this.info);
    blocks.set(this.element, this);
    this.element.className = "code-block";
    this.element.role = "group";
    this.element.ariaLabel = `Code: ${label}`;
    const pre = document.createElement("pre");
    pre.tabIndex = 0;
    pre.append(this.#code);
    this.#code.append(this.#open);
    this.element.append(header(label, path), pre);
    this.update(code);
  }

  /** The code as it was received, without the newline that ends the last line. */
  get text(): string {
    return this.#text.replace(/\n$/, "");
  }

  update(code: string): void {
    if (!code.startsWith(this.#text)) {
      this.#text = "";
      this.#boxed = 0;
      this.#code.replaceChildren(this.#open);
      this.#open.replaceChildren();
    }
    this.append(code.slice(this.#text.length));
  }

  append(text: string): void {
    if (text === "") return;
    this.#text += text;
    const end = endOfLines(this.#text, this.#boxed, boxLines);
    if (end === undefined) {
      appendMarked(this.#open, text);
      return;
    }
    this.#open.replaceChildren();
    for (let next: number | undefined = end; next !== undefined;) {
      const box = document.createElement("span");
      box.className = "lines";
      appendMarked(box, this.#text.slice(this.#boxed, next));
      this.#open.before(box);
      this.#boxed = next;
      next = endOfLines(this.#text, next, boxLines);
    }
    appendMarked(this.#open, this.#text.slice(this.#boxed));
  }
}

function header(label: string, path: string | null): Node {
  const header = headerTemplate.cloneNode(true);
  const name = header.firstChild;
  if (name !== null) name.textContent = path ?? label;
  if (!shells.has(label)) header.lastChild?.remove();
  return header;
}

const shells = new Set(
  "bash bat cmd console fish powershell ps1 pwsh sh shell shellscript terminal zsh".split(" "),
);
const headerTemplate = buildHeader();

function buildHeader(): Element {
  const header = document.createElement("div");
  header.className = "code-header";
  const name = document.createElement("span");
  name.className = "code-name";
  header.append(
    name,
    actionButton("copy", "Copy"),
    actionButton("insert", "Insert at Cursor"),
    actionButton("apply", "Apply"),
    actionButton("newFile", "New File"),
    actionButton("runInTerminal", "Run in Terminal"),
  );
  return header;
}

function actionButton(action: CodeBlockCommand, label: string): HTMLButtonElement {
  const button = document.createElement("button");
  button.type = "button";
  button.dataset["action"] = action;
  button.title = label;
  button.ariaLabel = label;
  return button;
}

/** Where `count` lines from `start` end, or undefined while there are fewer. */
function endOfLines(text: string, start: number, count: number): number | undefined {
  let end = start;
  for (let line = 0; line < count; line++) {
    const newline = text.indexOf("\n", end);
    if (newline < 0) return undefined;
    end = newline + 1;
  }
  return end;
}

function appendMarked(parent: HTMLElement, text: string): void {
  const last = parent.lastChild;
  if (!hasInvisible(text) && parent.childElementCount === 0) {
    if (last instanceof Text) last.appendData(text);
    else parent.append(text);
    return;
  }
  // Whether a character is marked depends on its neighbours, so the whole box is looked at again.
  const whole = (parent.textContent ?? "") + text;
  parent.replaceChildren(...splitInvisible(whole).map(markedText));
}

function markedText({ text, name }: Stretch): ChildNode {
  if (name === undefined) return document.createTextNode(text);
  const mark = document.createElement("span");
  mark.dataset["mark"] = "invisible";
  mark.title = name;
  mark.role = "img";
  mark.append(text);
  return mark;
}
