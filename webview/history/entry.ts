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
  /** Takes the keyboard to the entry, where a title has been typed. */
  readonly focus: () => void;
}

/** One conversation of the list; what stands in its row. */
export function historyEntry(entry: HistoryEntryView, context: EntryContext): TemplateResult {
  return context.renaming ? renaming(entry, context) : shown(entry, context);
}

function shown(entry: HistoryEntryView, { query, current, act, rename }: EntryContext) {
  const { id, title, pinned, excerpt, messageId, here, folder, model, answering } = entry;
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
      aria-description=${[excerpt, answering ? "Answering" : "", ...facts].filter(Boolean).join(", ")}
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
        here
          ? nothing
          : iconButton("attach-here", "Move to This Workspace", () => act({ do: "attach", id }))
      }
      ${iconButton("edit", "Rename", () => rename(id))}
      ${iconButton("pin", pinned ? "Unpin" : "Pin", () => act({ do: "pin", id, pinned: !pinned }))}
      ${iconButton("trash", "Delete", () => act({ do: "remove", id }))}
    </span>`;
}

function renaming({ id, title }: HistoryEntryView, { act, rename, focus }: EntryContext) {
  const commit = ({ target }: Event) => {
    if (!(target instanceof HTMLInputElement)) return;
    if (target.value !== title) act({ do: "rename", id, title: target.value });
    rename(null);
  };
  const onKeydown = (event: KeyboardEvent) => {
    event.stopPropagation();
    const { key, target, isComposing } = event;
    if (isComposing || !(target instanceof HTMLInputElement)) return;
    if (key === "Escape") target.value = title;
    else if (key !== "Enter") return;
    event.preventDefault();
    target.blur();
    focus();
  };
  return html`<input
    class="entry-rename"
    aria-label="Title"
    .value=${title}
    placeholder="The first question's words"
    @keydown=${onKeydown}
    @blur=${commit}
  />`;
}
