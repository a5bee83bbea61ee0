import { html, nothing, render } from "lit-html";
import { icon } from "./icons.ts";

/** How far over the selection the button stands, in CSS pixels. */
const distance = 30;

/** Offers to quote what is selected in a message: a button beside the selection, and the command. */
export class Quote {
  readonly #root: HTMLElement;
  readonly #append: (text: string) => void;
  readonly #place = document.createElement("div");

  /** @param append puts a quotation into the message that is being written */
  constructor(root: HTMLElement, append: (text: string) => void) {
    this.#root = root;
    this.#append = append;
    this.#place.className = "quote-place";
    document.body.append(this.#place);
  }

  listen(): void {
    document.addEventListener("selectionchange", () => this.#draw());
    const onScroll = (): void => {
      // An answer that grows scrolls in every frame.
      if (this.#place.childElementCount > 0) this.#draw();
    };
    this.#root.addEventListener("scroll", onScroll, { capture: true, passive: true });
  }

  quote(): void {
    const text = selectedText();
    if (text === "") return;
    document.getSelection()?.removeAllRanges();
    this.#append(quoted(text));
  }

  #draw(): void {
    const box = selectedText() === "" ? undefined : endOfSelection();
    render(
      box === undefined
        ? nothing
        : html`<button
            type="button"
            class="plain quote"
            title="Quote in the message"
            @mousedown=${(event: Event) => event.preventDefault()}
            @click=${() => this.quote()}
          >
            ${icon("quote")} Quote
          </button>`,
      this.#place,
    );
    if (box === undefined) return;
    this.#place.style.top = `${Math.max(0, box.top - distance)}px`;
    this.#place.style.left = `${Math.min(box.left, window.innerWidth - this.#place.offsetWidth)}px`;
  }
}

/** Each line with a `>` before it, and room to write below. */
function quoted(text: string): string {
  const lines = text.trim().split(/\r?\n/);
  return `${lines.map((line) => `> ${line}`.trimEnd()).join("\n")}\n\n`;
}

/** What is selected within the transcript; empty for anything else. */
function selectedText(): string {
  const selection = document.getSelection();
  if (selection === null || selection.isCollapsed) return "";
  const within = isWithin(selection.anchorNode) && isWithin(selection.focusNode);
  return within ? selection.toString().trim() : "";
}

function isWithin(node: Node | null): boolean {
  const element = node instanceof Element ? node : node?.parentElement;
  return (element?.closest(".transcript .message") ?? null) !== null;
}

function endOfSelection(): DOMRect | undefined {
  const range = document.getSelection()?.getRangeAt(0);
  return range === undefined ? undefined : [...range.getClientRects()][0];
}
