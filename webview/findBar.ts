import { html, nothing, render } from "lit-html";
import { bringIntoView } from "./bringIntoView.ts";
import { findText } from "./findText.ts";
import { iconButton } from "./icons.ts";
import { lateDrawing } from "./lateDrawing.ts";
import { letterOf } from "./letterOf.ts";
import { CodeBlock } from "./markdown/codeBlock.ts";
import { isMac } from "./platform.ts";
import { isAtEnd } from "./scrollFollower.ts";

/** How long typing must rest before the conversation is searched, in milliseconds. */
const restMs = 150;

/** Finds words in the conversation that is shown: Ctrl+F opens it, Enter and Shift+Enter go on, Escape closes it. */
export class FindBar {
  readonly #root: HTMLElement;
  readonly #bar = document.createElement("div");
  readonly #all = new Highlight();
  readonly #current = new Highlight();
  #cameFrom: Element | null = null;
  #ranges: readonly Range[] = [];
  #at = 0;
  /** Runs while what was typed has not been searched for. */
  #timer = 0;
  #refreshTimer = 0;

  constructor(root: HTMLElement) {
    this.#root = root;
    this.#bar.className = "find";
    this.#bar.role = "search";
    this.#bar.addEventListener("keydown", (event) => this.#onKey(event));
    document.body.append(this.#bar);
    CSS.highlights.set("find", this.#all);
    CSS.highlights.set("find-current", this.#current);
  }

  listen(): void {
    lateDrawing.onDraw = () => {
      if (this.#ranges.length > 0) this.#find(this.#at);
    };
    document.addEventListener("keydown", (event) => {
      // On a Mac it is Cmd+F, and Ctrl+F moves the caret.
      const command = event.metaKey === isMac && event.ctrlKey !== isMac;
      if (!command || event.altKey || event.shiftKey || letterOf(event) !== "f") return;
      // What is found lies behind it.
      if (document.querySelector("dialog[open]") !== null) return;
      event.preventDefault();
      const history = document.querySelector<HTMLElement>(".history input[type=search]");
      if (history === null) this.#open();
      else history.focus();
    });
  }

  /** What is shown changed, and with it what is found: that is looked for again, and nothing moves. */
  refreshSoon(): void {
    if (this.#refreshTimer !== 0 || !this.#input()?.value) return;
    this.#refreshTimer = window.setTimeout(() => {
      this.#refreshTimer = 0;
      if (!this.#input()?.value) return;
      this.#find(this.#at);
      this.#draw(true);
    }, restMs);
  }

  #open(): void {
    const { activeElement } = document;
    if (!this.#bar.contains(activeElement)) this.#cameFrom = activeElement;
    this.#keepPlace(() => this.#draw(true));
    const input = this.#input();
    input?.focus();
    input?.select();
  }

  #close(): void {
    this.#forgetTimer();
    this.#ranges = [];
    this.#mark();
    this.#keepPlace(() => this.#draw(false));
    if (this.#cameFrom instanceof HTMLElement) this.#cameFrom.focus({ preventScroll: true });
  }

  /** The bar takes room above the text: what is being read stays where it is. */
  #keepPlace(change: () => void): void {
    const before = this.#bar.offsetHeight;
    change();
    const scroller = this.#root.querySelector(".scroller");
    if (scroller !== null && !isAtEnd(scroller))
      scroller.scrollTop += this.#bar.offsetHeight - before;
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
            />
            <span class="find-place" aria-live="polite"
              >${this.#input()?.value ? place : nothing}</span
            >
            ${iconButton("previous", "Previous", () => this.#go(-1), "Previous (Shift+Enter)")}
            ${iconButton("next", "Next", () => this.#go(1), "Next (Enter)")}
            ${iconButton("close", "Close", () => this.#close(), "Close (Escape)")}`
        : nothing,
      this.#bar,
    );
  }

  #onKey(event: KeyboardEvent): void {
    // Such a key is for the input method, and does not stop the answer either.
    if (event.isComposing) return event.stopPropagation();
    if (event.key === "Escape") this.#close();
    else if (event.key === "Enter" && event.target === this.#input())
      this.#go(event.shiftKey ? -1 : 1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #later(): void {
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.#search(), restMs);
  }

  #search(): void {
    this.#forgetTimer();
    this.#show(0);
  }

  #forgetTimer(): void {
    clearTimeout(this.#timer);
    this.#timer = 0;
  }

  #go(step: number): void {
    if (this.#timer !== 0) return this.#search();
    const count = this.#ranges.length;
    this.#show(count === 0 ? 0 : (this.#at + step + count) % count);
  }

  #show(at: number): void {
    this.#find(at);
    // A hit in an answer's source has its place once the answer is drawn.
    if (lateDrawing.drawNow(this.#element())) this.#find(at);
    const hit = this.#ranges[this.#at];
    const message = this.#element()?.closest("article");
    unfold(this.#element());
    if (hit !== undefined && message) bringIntoView(message, () => centre(hit));
    this.#draw(true);
  }

  #find(at: number): void {
    this.#ranges = findText(this.#root, this.#input()?.value ?? "");
    this.#at = Math.max(0, Math.min(at, this.#ranges.length - 1));
    this.#mark();
  }

  #mark(): void {
    this.#all.clear();
    this.#current.clear();
    for (const range of this.#ranges) this.#all.add(range);
    const range = this.#ranges[this.#at];
    if (range !== undefined) this.#current.add(range);
  }

  /** What the current hit is in. */
  #element(): Element | null {
    return this.#ranges[this.#at]?.startContainer.parentElement ?? null;
  }

  #input(): HTMLInputElement | null {
    return this.#bar.querySelector("input");
  }
}

/** What the hit is in may be longer than the view, and code scrolls sideways. */
function centre(hit: Range): void {
  const element = hit.startContainer.parentElement;
  element?.scrollIntoView({ block: "nearest" });
  const scroller = element?.closest(".scroller");
  if (!scroller) return;
  const { top, height } = hit.getBoundingClientRect();
  // Colours that land take the hit's text away, and with it its place.
  if (height === 0) return;
  scroller.scrollTop += top - scroller.getBoundingClientRect().top - scroller.clientHeight / 2;
}

/** Opens what hides an element. */
function unfold(element: Element | null): void {
  const details = element?.closest("details");
  if (details) details.open = true;
  const code = element?.closest(".code-block");
  if (code) CodeBlock.of(code)?.fold(false);
}
