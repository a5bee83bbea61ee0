import { html, nothing, type TemplateResult } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import type { Intent } from "../src/shared/protocol.ts";
import type { QueuedView, ViewState } from "../src/shared/view.ts";
import { iconButton } from "./icons.ts";

/** The questions that are asked when the running answer is complete. Where none is running, they wait for a word. */
export function queue(
  { draft, runningId }: ViewState,
  post: (intent: Intent) => void,
): TemplateResult | typeof nothing {
  if (draft.queue.length === 0) return nothing;
  const waiting = runningId === null;
  return html`<section class="queue">
    <p>${waiting ? "Not sent yet: waits for your word" : "Sent when this answer is complete"}</p>
    <ul aria-label="Queued questions">
      ${repeat(
        draft.queue,
        ({ id }) => id,
        (question) => queued(question, waiting, post),
      )}
    </ul>
  </section>`;
}

function queued(
  { id, text, attachments }: QueuedView,
  waiting: boolean,
  post: (intent: Intent) => void,
): TemplateResult {
  const words = [text, ...attachments.map(({ name }) => name)].filter((word) => word !== "");
  return html`<li class="queued">
    <span class="queued-text" title=${text}>${words.join(" · ")}</span>
    ${
      waiting
        ? html`<button type="button" class="plain" @click=${() => post({ type: "sendQueued", id })}>
            Send Now
          </button>`
        : nothing
    }
    ${iconButton("edit", "Take Back", () => post({ type: "takeBack", id }), "Take it back into the message")}
  </li>`;
}
