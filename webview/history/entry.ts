import { html, nothing, type TemplateResult } from "lit-html";
import type { HistoryAction, HistoryEntryView } from "../../src/shared/history.ts";
import { icon } from "../icons.ts";
import { sizeOf } from "../sizes.ts";
import { timeOfDay } from "./days.ts";
import { marked } from "./marked.ts";

export interface EntryContext {
  readonly query: string;
  readonly current: boolean;
  readonly renaming: boolean;
  readonly act: (action: HistoryAction) => void;
  readonly rename: (id: string | null) => void;
}

/** One conversation of the list; what stands in its row. */
export function historyEntry(entry: HistoryEntryView, context: EntryContext): TemplateResult {
  return context.renaming ? renaming(entry, context) : shown(entry, context);
}

function shown(entry: HistoryEntryView, { query, current, act, rename }: EntryContext) {
  const { id, title, pinned, excerpt, messageId, folder, model, answering } = entry;
  const name = title === "" ? "Empty chat" : title;
  const facts = [
    timeOfDay(entry.time),
    model,
    folder,
    entry.bytes === 0 ? "Draft" : sizeOf(entry.bytes),
  ].filter(Boolean);
  return html`<button
      type="button"
      class="entry-open"
      aria-label=${name}
      aria-current=${current ? "true" : nothing}
      title=${name}
      @click=${() => act({ do: "open", id, messageId })}
    >
      <span class="entry-title">${marked(name, query)}</span>
      ${excerpt === "" ? nothing : html`<span class="excerpt">${marked(excerpt, query)}</span>`}
      <span class="entry-facts"
        >${answering ? html`<span class="entry-answering">Answering…</span>` : nothing}
        ${facts.join(" · ")}</span
      >
    </button>
    <span class="entry-actions">
      ${
        folder === ""
          ? nothing
          : action("Move to This Workspace", "attach-here", () => act({ do: "attach", id }))
      }
      ${action("Rename", "edit", () => rename(id))}
      ${action(pinned ? "Unpin" : "Pin", "pin", () => act({ do: "pin", id, pinned: !pinned }))}
      ${action("Delete", "trash", () => act({ do: "remove", id }))}
    </span>`;
}

function action(label: string, name: Parameters<typeof icon>[0], run: () => void) {
  return html`<button type="button" class="icon" aria-label=${label} title=${label} @click=${run}>
    ${icon(name)}
  </button>`;
}

function renaming({ id, title }: HistoryEntryView, { act, rename }: EntryContext) {
  const commit = (event: Event) => {
    if (!(event.target instanceof HTMLInputElement)) return;
    if (event.target.value !== title) act({ do: "rename", id, title: event.target.value });
    rename(null);
  };
  const onKeydown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.isComposing || (event.key !== "Enter" && event.key !== "Escape")) return;
    event.preventDefault();
    if (event.key === "Enter") commit(event);
    else rename(null);
  };
  return html`<input
    class="entry-rename"
    aria-label="Title"
    .value=${title}
    placeholder="The first question's words"
    @keydown=${onKeydown}
    @change=${commit}
  />`;
}
