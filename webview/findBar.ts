import { html, nothing, render } from "lit-html";
import { findText } from "./findText.ts";
import { CodeBlock } from "./markdown/codeBlock.ts";

/** How long typing must rest before the conversation is searched, in milliseconds. */
const restMs = 150;

/** Finds words in the conversation that is shown: Ctrl+F opens it, Enter and Shift+Enter go on, Escape closes it. */
export class FindBar {
  readonly #root: HTMLElement;
  readonly #bar = document.createElement("div");
  readonly #all = new Highlight();
  readonly #current = new Highlight();
  #ranges: readonly Range[] = [];
  #at = 0;
  #timer = 0;

  constructor(root: HTMLElement) {
    this.#root = root;
    this.#bar.className = "find";
    this.#bar.role = "search";
    document.body.append(this.#bar);
    CSS.highlights.set("find", this.#all);
    CSS.highlights.set("find-current", this.#current);
  }

  listen(): void {
    document.addEventListener("keydown", (event) => {
      if (event.key !== "f" || !(event.ctrlKey || event.metaKey) || event.altKey) return;
      event.preventDefault();
      this.#open();
    });
  }

  #open(): void {
    this.#draw(true);
    const input = this.#input();
    input?.focus();
    input?.select();
  }

  #close(): void {
    clearTimeout(this.#timer);
    this.#ranges = [];
    this.#mark();
    this.#draw(false);
  }

  #draw(isOpen: boolean): void {
    const place =
      this.#ranges.length === 0 ? "No results" : `${this.#at + 1} of ${this.#ranges.length}`;
    render(
      isOpen
        ? html`<input
              type="text"
              aria-label="Find in Conversation"
              placeholder="Find"
              @input=${() => this.#later()}
              @keydown=${(event: KeyboardEvent) => this.#onKey(event)}
            />
            <span role="status">${this.#input()?.value ? place : nothing}</span>
            <button type="button" class="plain" @click=${() => this.#go(-1)}>Previous</button>
            <button type="button" class="plain" @click=${() => this.#go(1)}>Next</button>
            <button type="button" class="plain" @click=${() => this.#close()}>Close</button>`
        : nothing,
      this.#bar,
    );
  }

  #onKey(event: KeyboardEvent): void {
    if (event.key === "Enter") this.#go(event.shiftKey ? -1 : 1);
    else if (event.key === "Escape") this.#close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #later(): void {
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.#search(), restMs);
  }

  #search(): void {
    this.#ranges = findText(this.#root, this.#input()?.value ?? "");
    this.#at = 0;
    this.#mark();
    this.#draw(true);
  }

  #go(step: number): void {
    const count = this.#ranges.length;
    if (count === 0) return this.#search();
    this.#at = (this.#at + step + count) % count;
    this.#mark();
    this.#draw(true);
  }

  #mark(): void {
    this.#all.clear();
    this.#current.clear();
    for (const range of this.#ranges) this.#all.add(range);
    const range = this.#ranges[this.#at];
    if (range === undefined) return;
    this.#current.add(range);
    unfold(range.startContainer.parentElement);
    range.startContainer.parentElement?.scrollIntoView({ block: "center" });
  }

  #input(): HTMLInputElement | null {
    return this.#bar.querySelector("input");
  }
}

/** Opens what hides an element. */
function unfold(element: Element | null): void {
  const details = element?.closest("details");
  if (details) details.open = true;
  const code = element?.closest(".code-block");
  if (code) CodeBlock.of(code)?.fold(false);
}
