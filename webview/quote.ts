import { html, nothing, render } from "lit-html";
import { icon } from "./icons.ts";

/** How far over the selection the button stands, in CSS pixels. */
const distance = 30;

/** Offers to quote what is selected in a message: a button beside the selection, and the command. */
export class Quote {
  readonly #root: HTMLElement;
  readonly #append: (text: string) => void;
  readonly #place = document.createElement("div");
  /** There is a selection to quote, though it may be out of the view. */
  #isSelected = false;

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
      if (this.#isSelected) this.#draw();
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
    this.#isSelected = selectedText() !== "";
    const view = this.#root.querySelector(".scroller")?.getBoundingClientRect();
    const box = view === undefined || !this.#isSelected ? undefined : startOfSelection(view);
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
    if (view === undefined || box === undefined) return;
    this.#place.style.top = `${Math.max(view.top, box.top - distance)}px`;
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

/** The first line of it that is in the view. */
function startOfSelection(view: DOMRect): DOMRect | undefined {
  const rects = document.getSelection()?.getRangeAt(0).getClientRects() ?? [];
  return [...rects].find(({ top, bottom }) => bottom > view.top && top < view.bottom);
}
