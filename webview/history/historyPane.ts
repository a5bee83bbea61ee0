import { html, nothing, render, type TemplateResult } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import type { HistoryAction, HistoryView } from "../../src/shared/history.ts";
import type { Intent } from "../../src/shared/protocol.ts";
import type { ViewState } from "../../src/shared/view.ts";
import { iconButton } from "../icons.ts";
import { sizeOf } from "../sizes.ts";
import { historyEntry } from "./entry.ts";
import { dayHeight, hitHeight, layOut, rowsBetween, type Layout, type Row } from "./layout.ts";

/** How far beyond what can be seen rows are built, in CSS pixels. */
const overscan = 300;
/** Entries are asked for in steps of so many. */
const rangeStep = 30;

/** The history over the chat. Only the rows that can be seen are built, and only their entries are asked for. */
export class HistoryPane {
  readonly #post: (intent: Intent) => void;
  #view: HistoryView | null = null;
  #conversationId = "";
  #layout: Layout = { rows: [], height: 0 };
  #asked = "";
  #renaming: string | null = null;
  /** Where an entry was removed: the one that takes its place gets the keyboard. */
  #removedAt: number | undefined;
  #root: HTMLElement | undefined;

  constructor(post: (intent: Intent) => void) {
    this.#post = post;
  }

  /** Whether it was open, and is closed now. */
  close(): boolean {
    if (this.#view === null) return false;
    this.#act({ do: "hide" });
    return true;
  }

  template({ history }: ViewState): TemplateResult | typeof nothing {
    if (history === null) return nothing;
    const { times, query, scope, bytes, removed } = history;
    const count = times.length === 1 ? "1 chat" : `${times.length.toLocaleString()} chats`;
    return html`<section class="history" aria-label="History" @keydown=${this.#onKeydown}>
      <header class="history-head">
        <input
          type="search"
          aria-label="Search history"
          placeholder="Search titles and texts"
          @input=${() => this.#search(scope)}
        />
        ${iconButton("close", "Close History", () => this.#act({ do: "hide" }), "Close (Escape)")}
      </header>
      <div class="history-scope" role="group" aria-label="Chats to show">
        ${this.#scopeButton(history, "all", "All chats")}
        ${this.#scopeButton(history, "here", "This workspace")}
      </div>
      <div class="history-scroller" @scroll=${this.#renderRows}>
        <div class="history-rows" role="list" aria-label="History"></div>
        ${times.length > 0 ? nothing : html`<p class="history-empty">${emptyText(history)}</p>`}
      </div>
      ${
        removed === null
          ? nothing
          : html`<div class="history-undo" aria-live="polite">
              <span>Deleted “${removed || "Empty chat"}”.</span>
              <button type="button" class="plain" @click=${() => this.#act({ do: "undo" })}>
                Undo
              </button>
            </div>`
      }
      <footer class="history-foot">
        <span aria-live="polite"
          >${query.trim() === "" ? count : `${count} found`}${bytes === null ? "" : ` · ${sizeOf(bytes)} on disk`}</span
        >
        <button type="button" class="plain" @click=${() => this.#act({ do: "manage" })}>
          Manage…
        </button>
      </footer>
    </section>`;
  }

  /** Lays the rows out, and takes the chat below out of reach while the history is over it. */
  afterRender(root: HTMLElement, { history, conversationId }: ViewState): void {
    const opened = this.#view === null && history !== null;
    const closed = this.#view !== null && history === null;
    const laidOut = this.#view;
    this.#view = history;
    this.#conversationId = conversationId;
    for (const child of root.children) {
      if (!child.matches(".history, dialog, [role=status]"))
        child.toggleAttribute("inert", history !== null);
    }
    if (closed) this.#renaming = null;
    if (history === null) return;
    this.#root = root.querySelector<HTMLElement>(".history") ?? undefined;
    if (laidOut?.times !== history.times || laidOut.pinned !== history.pinned) {
      this.#layout = layOut(history.times, history.pinned, history.query.trim() !== "", Date.now());
      this.#asked = "";
    }
    this.#renderRows();
    const search = this.#searchField();
    // Who types is ahead of what the host has heard.
    if (search?.matches(":focus") === false) search.value = history.query;
    const lost = document.activeElement === document.body && document.hasFocus();
    const removedAt = this.#removedAt;
    if (lost && removedAt !== undefined && history.times.length > 0)
      this.#focus(Math.min(removedAt, history.times.length - 1));
    else if (opened || lost) search?.focus();
    if (lost) this.#removedAt = undefined;
  }

  readonly #renderRows = (): void => {
    const scroller = this.#root?.querySelector<HTMLElement>(".history-scroller");
    const list = this.#root?.querySelector<HTMLElement>(".history-rows");
    if (!scroller || !list || this.#view === null) return;
    const { scrollTop, clientHeight } = scroller;
    const rows = rowsBetween(
      this.#layout,
      scrollTop - overscan,
      scrollTop + clientHeight + overscan,
    );
    list.style.height = `${this.#layout.height}px`;
    render(
      repeat(
        rows,
        (row) => this.#keyOf(row),
        (row) => this.#row(row),
      ),
      list,
    );
    for (const element of list.querySelectorAll<HTMLElement>("[data-top]")) {
      element.style.transform = `translateY(${element.dataset["top"]}px)`;
    }
    this.#askFor(rows);
  };

  #row(row: Row): TemplateResult {
    if (row.kind === "day") {
      return html`<div class="history-day" role="presentation" data-top=${row.top}>
        ${row.label}
      </div>`;
    }
    const { entries, start, times, query } = this.#view ?? noHistory;
    const entry = entries[row.index - start];
    return html`<div
      class="history-entry"
      role="listitem"
      aria-setsize=${times.length}
      aria-posinset=${row.index + 1}
      data-top=${row.top}
      data-index=${row.index}
    >
      ${
        entry === undefined
          ? nothing
          : historyEntry(entry, {
              query: query.trim(),
              current: entry.id === this.#conversationId,
              renaming: entry.id === this.#renaming,
              act: (action) => {
                if (action.do === "remove") this.#removedAt = row.index;
                this.#act(action);
              },
              rename: (id) => this.#rename(id),
              focus: () => this.#focus(row.index),
            })
      }
    </div>`;
  }

  #keyOf(row: Row): string {
    if (row.kind === "day") return `day ${row.top}`;
    const { entries, start } = this.#view ?? noHistory;
    return entries[row.index - start]?.id ?? `entry ${row.index}`;
  }

  /** Asks for the entries of these rows, in steps, unless they are there or asked for already. */
  #askFor(rows: readonly Row[]): void {
    const indices = rows.flatMap((row) => (row.kind === "entry" ? row.index : []));
    const { entries, start, query } = this.#view ?? noHistory;
    const missing = indices.some((index) => entries[index - start] === undefined);
    const [first] = indices;
    const last = indices.at(-1);
    if (!missing || first === undefined || last === undefined || query.trim() !== "") return;
    const from = Math.floor(first / rangeStep) * rangeStep;
    const count = Math.ceil((last + 1 - from) / rangeStep) * rangeStep;
    const range = `${from}+${count}`;
    if (range === this.#asked) return;
    this.#asked = range;
    this.#act({ do: "range", start: from, count });
  }

  /** Null where the title is done with; its field may be going in the middle of a rendering, which ends first. */
  #rename(id: string | null): void {
    this.#renaming = id;
    if (id === null) return queueMicrotask(this.#renderRows);
    this.#renderRows();
    this.#root?.querySelector<HTMLElement>(".entry-rename")?.focus();
  }

  #scopeButton({ scope }: HistoryView, own: HistoryView["scope"], label: string) {
    return html`<button
      type="button"
      class="scope"
      aria-pressed=${scope === own ? "true" : "false"}
      @click=${() => this.#search(own)}
    >
      ${label}
    </button>`;
  }

  #search(scope: HistoryView["scope"]): void {
    this.#root?.querySelector(".history-scroller")?.scrollTo({ top: 0 });
    this.#act({ do: "search", query: this.#searchField()?.value ?? "", scope });
  }

  #searchField(): HTMLInputElement | null {
    return this.#root?.querySelector<HTMLInputElement>("input[type=search]") ?? null;
  }

  #act(action: HistoryAction): void {
    this.#post({ type: "history", action });
  }

  readonly #onKeydown = (event: KeyboardEvent): void => {
    const { key, target } = event;
    // Such a key is for the input method, and does not close the history either.
    if (event.isComposing) return event.stopPropagation();
    if (!(target instanceof HTMLElement)) return;
    const index = Number(target.closest<HTMLElement>("[data-index]")?.dataset["index"] ?? -1);
    if (key === "ArrowDown") this.#focus(index + 1);
    else if (key === "ArrowUp" && index >= 0) this.#focus(index - 1);
    else if (index < 0 || !this.#onEntryKey(key, index)) return;
    event.preventDefault();
  };

  #onEntryKey(key: string, index: number): boolean {
    const { entries, start } = this.#view ?? noHistory;
    const id = entries[index - start]?.id;
    if (id === undefined) return false;
    if (key === "Delete") {
      this.#removedAt = index;
      this.#act({ do: "remove", id });
    } else if (key === "F2") this.#rename(id);
    else return false;
    return true;
  }

  /** Moves the focus to an entry, which may have to be scrolled to; before the first one, to the search. */
  #focus(index: number): void {
    if (index < 0) return this.#searchField()?.focus();
    const row = this.#layout.rows.find((one) => one.kind === "entry" && one.index === index);
    const scroller = this.#root?.querySelector<HTMLElement>(".history-scroller");
    if (row === undefined || !scroller) return;
    const { scrollTop, clientHeight } = scroller;
    if (row.top < scrollTop) scroller.scrollTop = row.top - dayHeight;
    else if (row.top + hitHeight > scrollTop + clientHeight) {
      scroller.scrollTop = row.top + hitHeight - clientHeight;
    }
    this.#renderRows();
    scroller.querySelector<HTMLElement>(`[data-index="${index}"] .entry-open`)?.focus();
  }
}

const noHistory: Pick<HistoryView, "entries" | "start" | "times" | "query"> = {
  entries: [],
  start: 0,
  times: [],
  query: "",
};

function emptyText({ query, scope }: HistoryView): string {
  if (query.trim() !== "") return "Nothing found.";
  return scope === "here" ? "No chats in this workspace yet." : "No chats yet.";
}
