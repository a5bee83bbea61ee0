import { html, nothing, type TemplateResult } from "lit-html";
import type { Intent } from "../../src/shared/protocol.ts";
import type { ReceiptPartView, ReceiptView } from "../../src/shared/receipt.ts";
import { iconButton } from "../icons.ts";

/** The one that was closed: it is shown no more, though the host may not have heard of it yet. */
let closed: ReceiptView | null = null;

/** What was sent for a question. Closed by its button and by Escape. */
export function receiptDialog(
  receipt: ReceiptView | null,
  post: (intent: Intent) => void,
): TemplateResult | typeof nothing {
  if (receipt === null || receipt === closed) return nothing;
  const { facts, parts, leftOut, answers } = receipt;
  return html`<dialog
    class="receipt"
    aria-label="What was sent"
    @close=${() => {
      closed = receipt;
      post({ type: "closeReceipt" });
    }}
  >
    <header class="receipt-head">
      <h2>What was sent</h2>
      ${iconButton("close", "Close", close, "Close (Escape)")}
    </header>
    ${
      answers.length === 0
        ? nothing
        : html`<div class="receipt-answers" role="group" aria-label="Models">
            ${answers.map(
              ({ id, model, isShown }) =>
                html`<button
                  type="button"
                  class="plain"
                  aria-pressed=${isShown ? "true" : "false"}
                  @click=${() => post({ type: "showReceipt", messageId: id })}
                >
                  ${model}
                </button>`,
            )}
          </div>`
    }
    <ul class="receipt-parts" aria-label="Parts">
      ${parts.map(part)}
    </ul>
    ${leftOut === null ? nothing : html`<p class="notice" role="note">${leftOut}</p>`}
    <dl class="receipt-facts">
      ${facts.map(
        ({ label, value }) =>
          html`<div>
            <dt>${label}</dt>
            <dd>${value}</dd>
          </div>`,
      )}
    </dl>
    <div class="actions">
      <button type="button" class="plain" @click=${() => post({ type: "copyReceipt" })}>
        Copy as cURL
      </button>
    </div>
  </dialog>`;
}

/** By the dialog itself, which gives the focus back. */
function close({ currentTarget }: Event): void {
  if (currentTarget instanceof Element) currentTarget.closest("dialog")?.close();
}

function part({ name, size, sha256, isPicture, isInside }: ReceiptPartView): TemplateResult {
  return html`<li ?data-inside=${isInside}>
    ${isPicture ? html`<img class="thumbnail" data-picture=${sha256} alt="" />` : nothing}
    <span class="receipt-name">${name}</span>
    <span>${size}</span>
    <code title="SHA-256">${sha256}</code>
  </li>`;
}

/** A dialog that was just rendered is shown over everything else. */
export function openDialogs(root: ParentNode): void {
  for (const dialog of root.querySelectorAll<HTMLDialogElement>("dialog.receipt:not([open])"))
    dialog.showModal();
}
