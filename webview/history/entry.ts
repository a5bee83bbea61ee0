import { html, nothing, type TemplateResult } from "lit-html";
import type { HistoryAction, HistoryEntryView } from "../../src/shared/history.ts";
import { iconButton } from "../icons.ts";
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
          : iconButton("attach-here", "Move to This Workspace", () => act({ do: "attach", id }))
      }
      ${iconButton("edit", "Rename", () => rename(id))}
      ${iconButton("pin", pinned ? "Unpin" : "Pin", () => act({ do: "pin", id, pinned: !pinned }))}
      ${iconButton("trash", "Delete", () => act({ do: "remove", id }))}
    </span>`;
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
