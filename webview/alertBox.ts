import { html, type TemplateResult } from "lit-html";
import type { Intent } from "../src/shared/protocol.ts";
import type { AlertView } from "../src/shared/view.ts";

/** An alert with the buttons that lead on. `messageId` is null where it belongs to no message. */
export function alertBox(
  { text, actions }: AlertView,
  messageId: string | null,
  post: (intent: Intent) => void,
  className = "error",
): TemplateResult {
  return html`<div class="alert ${className}" role="alert" data-part="error">
    <p>${text}</p>
    <div class="actions">
      ${actions.map(
        ({ id, label }) =>
          html`<button
            type="button"
            class="plain"
            @click=${() => post({ type: "action", action: id, messageId })}
          >
            ${label}
          </button>`,
      )}
    </div>
  </div>`;
}
