import { html, nothing, type TemplateResult } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import type { CompletionItem, CompletionView } from "../../src/shared/completion.ts";
import type { Intent } from "../../src/shared/protocol.ts";
import { findTrigger, type Found } from "./findTrigger.ts";

export interface CompletionParts {
  readonly post: (intent: Intent) => void;
  /** Posts what asks a question. */
  readonly ask: (intent: Intent) => void;
  readonly redraw: () => void;
  /** The text box that is completed in. */
  readonly box: () => HTMLTextAreaElement | undefined;
  /** Takes text out of it. */
  readonly remove: (start: number, end: number) => void;
  /** Enter was for the text after all. */
  readonly send: () => void;
}

/** The list over the composer that completes `/`, `@` and `#`. The host says what is in it; the focus stays in the text. */
export class Completion {
  readonly #parts: CompletionParts;
  #seq = 0;
  /** What is being completed; undefined while the list is closed. */
  #found: Found | undefined;
  /** Where the first question of this list was asked: older answers are not shown. */
  #openedAt = 0;
  #items: readonly CompletionItem[] = [];
  #shownSeq = 0;
  #active = 0;
  /** The key that was pressed before the host had answered. */
  #early: "Enter" | "Tab" | undefined;
  /** Where Escape closed the list: it stays closed there. */
  #dismissedAt = -1;

  constructor(parts: CompletionParts) {
    this.#parts = parts;
  }

  /** The text or the caret changed. */
  follow(): void {
    const box = this.#parts.box();
    const found = box === undefined ? undefined : findTrigger(box.value, box.selectionStart);
    if (found === undefined) this.#dismissedAt = -1;
    if (found === undefined || found.start === this.#dismissedAt) return this.close();
    const { trigger, query } = found;
    if (this.#found?.query === query && this.#found.trigger === trigger) return;
    this.#seq += 1;
    if (this.#found === undefined) this.#openedAt = this.#seq;
    this.#found = found;
    this.#parts.post({ type: "complete", seq: this.#seq, trigger, query });
  }

  close(): void {
    if (this.#found === undefined) return;
    this.#found = undefined;
    this.#items = [];
    this.#early = undefined;
    this.#parts.redraw();
  }

  /** Whether the key was for the list. */
  handleKey({ key, shiftKey }: KeyboardEvent): boolean {
    if (this.#found === undefined) return false;
    const pending = this.#shownSeq !== this.#seq;
    if (key === "Escape") {
      const wasShown = this.#items.length > 0;
      this.#dismissedAt = this.#found.start;
      this.close();
      return wasShown;
    }
    if ((key === "Enter" && !shiftKey) || key === "Tab") {
      const item = this.#items[this.#active];
      if (pending) this.#early = key;
      else this.#take(item);
      return pending || item !== undefined;
    }
    if (this.#items.length === 0 || (key !== "ArrowDown" && key !== "ArrowUp")) return false;
    const step = key === "ArrowDown" ? 1 : -1;
    this.#active = (this.#active + step + this.#items.length) % this.#items.length;
    this.#parts.redraw();
    return true;
  }

  template({ seq, items }: CompletionView): TemplateResult | typeof nothing {
    this.#update(seq, items);
    if (this.#items.length === 0) return nothing;
    return html`<ul class="completions" role="listbox" aria-label="Suggestions" id="completions">
      ${repeat(
        this.#items,
        ({ id }) => id,
        (item, i) =>
          html`<li
            role="option"
            class="completion"
            data-kind=${item.kind}
            aria-selected=${i === this.#active}
            @mousedown=${(event: Event) => event.preventDefault()}
            @click=${() => this.#take(item)}
          >
            <span class="completion-label">${item.label}</span>
            <span class="completion-detail">${item.detail}</span>
          </li>`,
      )}
    </ul>`;
  }

  /** Tells screen readers which suggestion is meant: the text box is in a shadow tree, where no id reaches. */
  afterRender(root: ParentNode): void {
    if (this.#early !== undefined && this.#shownSeq === this.#seq) {
      const [first] = this.#items;
      const isToSend = first === undefined && this.#early === "Enter";
      this.#early = undefined;
      return isToSend ? this.#parts.send() : this.#take(first);
    }
    const box = this.#parts.box();
    if (box === undefined) return;
    const list = root.querySelector("#completions");
    const active = list?.querySelector('[aria-selected="true"]') ?? null;
    active?.scrollIntoView({ block: "nearest" });
    box.ariaAutoComplete = "list";
    box.ariaHasPopup = list === null ? "false" : "listbox";
    box.ariaControlsElements = list === null ? null : [list];
    box.ariaActiveDescendantElement = active;
  }

  #update(seq: number, items: readonly CompletionItem[]): void {
    const isOurs = seq >= Math.max(this.#openedAt, this.#shownSeq) && seq <= this.#seq;
    if (this.#found === undefined || !isOurs || items === this.#items) return;
    if (seq !== this.#shownSeq) this.#active = 0;
    this.#items = items;
    this.#shownSeq = seq;
    this.#active = Math.min(this.#active, Math.max(0, items.length - 1));
  }

  /** Removes what was typed for it and lets the host do the rest. */
  #take(item: CompletionItem | undefined): void {
    const box = this.#parts.box();
    if (item === undefined || this.#found === undefined || box === undefined) return;
    const { start, query } = this.#found;
    const end = start + 1 + query.length;
    this.close();
    this.#parts.remove(start, box.value[end] === " " ? end + 1 : end);
    const tell = item.kind === "prompt" ? this.#parts.ask : this.#parts.post;
    tell({ type: "takeCompletion", id: item.id });
  }
}
