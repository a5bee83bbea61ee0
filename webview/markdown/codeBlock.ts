import type { CodeBlockCommand } from "../../src/shared/protocol.ts";
import { labelOf, readFenceInfo } from "../../src/shared/fenceInfo.ts";
import type { TokensSignal } from "../../src/shared/colouring.ts";
import { appendMarked, colourBox } from "../highlight/colourBox.ts";
import { boxLines, colours, type Colourable } from "../highlight/colours.ts";

/** A complete block of more lines can be folded. */
const longestUnfolded = 30;

const blocks = new WeakMap<Element, CodeBlock>();

/** A block of code with its buttons. It grows by appending; nothing that is laid out is touched. */
export class CodeBlock implements Colourable {
  readonly element = document.createElement("div");
  readonly info: string;
  readonly #code = document.createElement("code");
  /** The last box, and where its text starts. */
  #box = newBox(this.#code);
  #boxStart = 0;
  #text = "";
  #foldButton: HTMLButtonElement | undefined;

  static of(element: Element): CodeBlock | undefined {
    return blocks.get(element);
  }

  constructor(info: string | null, code: string) {
    this.info = info ?? "";
    const { path } = readFenceInfo(this.info);
    const label = labelOf(this.info);
    blocks.set(this.element, this);
    this.element.className = "code-block";
    this.element.dir = "ltr";
    this.element.role = "group";
    this.element.ariaLabel = `Code: ${label}`;
    const pre = document.createElement("pre");
    pre.tabIndex = 0;
    pre.append(this.#code);
    this.element.append(header(label, path), pre);
    colours.add(this);
    this.update(code);
  }

  /** The code as it was received, without the newline that ends the last line. */
  get text(): string {
    return this.#text.replace(/\n$/, "");
  }

  textFrom(box: number): string {
    return this.#text.slice(endOfLines(this.#text, 0, box * boxLines) ?? this.#text.length);
  }

  /** How many boxes are full. */
  get fullBoxes(): number {
    return this.#code.childElementCount - 1;
  }

  /** Returns whether long lines are broken now. */
  toggleWrap(): boolean {
    return this.element.toggleAttribute("data-wrap");
  }

  /** The answer is complete. A long block is folded, unless it is before the reader's eyes: nothing moves there. */
  complete(isSeen: boolean): void {
    const lines = this.text.split("\n").length;
    if (lines <= longestUnfolded || this.#foldButton !== undefined) return;
    this.#foldButton = foldButton(lines);
    this.element.append(this.#foldButton);
    this.fold(!isSeen);
  }

  get isFolded(): boolean {
    return this.element.hasAttribute("data-folded");
  }

  /** Shows the first lines only, or all of them. */
  fold(folded: boolean): void {
    if (this.#foldButton === undefined) return;
    this.element.toggleAttribute("data-folded", folded);
    this.#foldButton.ariaExpanded = String(!folded);
  }

  update(code: string): void {
    if (!code.startsWith(this.#text)) {
      this.#code.replaceChildren();
      this.#box = newBox(this.#code);
      this.#boxStart = 0;
      this.#text = "";
      colours.reset(this);
    }
    this.append(code.slice(this.#text.length));
  }

  append(text: string): void {
    if (text === "") return;
    let from = this.#text.length;
    this.#text += text;
    for (;;) {
      const end = endOfLines(this.#text, this.#boxStart, boxLines);
      appendMarked(this.#box, this.#text.slice(from, end));
      if (end === undefined) break;
      this.#box = newBox(this.#code);
      this.#boxStart = end;
      from = end;
    }
    colours.grew(this);
  }

  colour({ from, lines, styles }: Pick<TokensSignal, "from" | "lines" | "styles">): void {
    for (let done = 0; done < lines.length; done += boxLines) {
      const box = this.#code.children[(from + done) / boxLines];
      if (box === undefined) return;
      colourBox(box, lines.slice(done, done + boxLines), styles);
    }
  }
}

function newBox(code: HTMLElement): HTMLElement {
  const box = document.createElement("span");
  box.className = "lines";
  code.append(box);
  return box;
}

function header(label: string, path: string | null): Node {
  const header = headerTemplate.cloneNode(true);
  const name = header.firstChild;
  if (name instanceof HTMLElement) appendMarked(name, path ?? label);
  return header;
}

const iconTemplate = buildIcon();
const headerTemplate = buildHeader();

function buildHeader(): Element {
  const header = document.createElement("div");
  header.className = "code-header";
  const name = document.createElement("span");
  name.className = "code-name";
  const wrap = actionButton("wrap", "Wrap Lines");
  wrap.ariaPressed = "false";
  header.append(
    name,
    wrap,
    actionButton("copy", "Copy"),
    actionButton("insert", "Insert at Cursor"),
    actionButton("apply", "Apply"),
    actionButton("newFile", "New File"),
    actionButton("runInTerminal", "Run in Terminal"),
  );
  return header;
}

function actionButton(action: CodeBlockCommand | "wrap", label: string): HTMLButtonElement {
  const button = document.createElement("button");
  button.type = "button";
  button.dataset["action"] = action;
  button.title = label;
  button.ariaLabel = label;
  button.append(iconTemplate.cloneNode(true));
  return button;
}

/** The style sheet draws its path: a mask for each button would cost time in every frame. */
function buildIcon(): Element {
  const namespace = "http://www.w3.org/2000/svg";
  const icon = document.createElementNS(namespace, "svg");
  icon.setAttribute("viewBox", "0 0 16 16");
  icon.append(document.createElementNS(namespace, "path"));
  return icon;
}

/** It lies over the code, so that the block keeps its height when it comes. */
function foldButton(lines: number): HTMLButtonElement {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "code-fold";
  button.dataset["action"] = "fold";
  button.textContent = `${lines} lines`;
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
