import { html, nothing, type TemplateResult } from "lit-html";
import { tokensUsed } from "../src/shared/contextUse.ts";
import type { ContextView } from "../src/shared/view.ts";

/** Below this share of what fits, a question without attachments needs no figure. */
const noteworthy = 0.5;

/** What the next question weighs with all that it carries, against what the model can read. */
export function contextLine(context: ContextView): TemplateResult | typeof nothing {
  const { attachments, budget, contextLength, leftOut } = context;
  const used = tokensUsed(context);
  const isOver = budget !== null && used > budget;
  const isFull = budget !== null && used > budget * noteworthy;
  if (attachments === 0 && leftOut === null && !isFull) return nothing;
  const share =
    contextLength === null
      ? ""
      : ` of ${tokensText(contextLength)} (${Math.ceil((used / contextLength) * 100)} %)`;
  return html`<div class="context-line" role="note" aria-label="Tokens" ?data-over=${isOver}>
    ${attachments === 0 ? nothing : html`<span>Attached: about ${tokensText(attachments)} tokens.</span>`}
    <span>In all: about ${tokensText(used)}${share}.</span>
    ${isOver ? html`<span>No more than ${tokensText(budget)} fit beside the answer.</span>` : nothing}
    ${leftOut === null ? nothing : html`<span>${leftOut}</span>`}
  </div>`;
}

/** `940`, `1.2k`, `131k`. */
export function tokensText(count: number): string {
  if (count < 1000) return String(count);
  const thousands = count / 1000;
  return `${thousands < 10 ? thousands.toFixed(1) : Math.round(thousands)}k`;
}
