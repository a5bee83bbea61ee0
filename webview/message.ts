import { html, nothing, type TemplateResult } from "lit-html";
import type { Intent } from "../src/shared/protocol.ts";
import type { AnswerView, DroppedView, MessageView, QuestionView } from "../src/shared/view.ts";
import { alertBox } from "./alertBox.ts";
import { answerFigures } from "./answerFigures.ts";
import { answerText } from "./answerText.ts";
import { copyText } from "./copyText.ts";
import { markedText } from "./markedText.ts";
import { thinking } from "./thinking.ts";
import { sentAttachments } from "./attachments.ts";
import { iconButton } from "./icons.ts";
import { versionSwitch } from "./versionSwitch.ts";

/**
 * One message of the transcript.
 * @param isLast whether it can still be written on
 */
export function message(
  item: MessageView,
  isLast: boolean,
  post: (intent: Intent) => void,
): TemplateResult {
  return item.role === "user" ? question(item, post) : answer(item, isLast, post);
}

function question(
  { id, text, attachments, leftOut, hasReceipt, dropped, versions }: QuestionView,
  post: (intent: Intent) => void,
): TemplateResult {
  return html`<article
    class="message question"
    aria-label="You"
    data-id=${id}
    ?data-dropped=${dropped !== null}
  >
    ${sentAttachments(attachments, post)}
    <div class="question-text">${markedText(text)}</div>
    ${dropped === null ? nothing : notSent(dropped, post)}
    ${leftOut === null ? nothing : html`<p class="notice" role="note">${leftOut}</p>`}
    <footer class="message-actions">
      ${versions === null ? nothing : versionSwitch(id, versions, post)}
      ${iconButton("copy", "Copy Question", (event) => void copyText(event, text), "Copy the question")}
      ${iconButton("edit", "Edit", () => post({ type: "editQuestion", messageId: id }), "Edit and ask again")}
      ${
        hasReceipt
          ? iconButton(
              "receipt",
              "What Was Sent",
              () => post({ type: "showReceipt", messageId: id }),
              "Show what was sent",
            )
          : nothing
      }
    </footer>
  </article>`;
}

function notSent({ summary, isLast }: DroppedView, post: (intent: Intent) => void): TemplateResult {
  return html`<p class="notice" role="note">
      ${summary === null ? "Not sent any more." : "Not sent any more; a summary stands for it."}
      ${
        isLast
          ? html`<button
              type="button"
              class="plain"
              title="Send all of what was left out again"
              @click=${() => post({ type: "restoreTurns" })}
            >
              Send Again
            </button>`
          : nothing
      }
    </p>
    ${
      summary === null
        ? nothing
        : html`<details class="summary" role="group" aria-label="Summary">
            <summary>Summary of the chat up to here</summary>
            <div class="question-text">${markedText(summary)}</div>
          </details>`
    }`;
}

function answer(item: AnswerView, isLast: boolean, post: (intent: Intent) => void): TemplateResult {
  const { id, author, state, text, reasoning, thinkingMs, thought, notice, alert, compared } = item;
  const running = state === "waiting" || state === "streaming";
  return html`<article
    class="message answer"
    aria-label=${author}
    data-state=${state}
    data-id=${id}
  >
    <header class="author">
      ${author}${compared === null || compared === "" ? nothing : html`<span class="asked">${compared}</span>`}
    </header>
    ${reasoning === "" ? nothing : thinking(reasoning, running && text === "", thinkingMs, thought)}
    ${state === "waiting" ? html`<span class="waiting" aria-hidden="true"></span>` : nothing}
    <div data-part="answer">${answerText(id, text, !running)}</div>
    ${
      notice === null
        ? nothing
        : html`<p class="notice" role="note" data-part="notice">${notice}</p>`
    }
    ${alert === null ? nothing : alertBox(alert, id, post)}
    ${running && compared === null ? nothing : answerFooter(item, running, isLast, post)}
  </article>`;
}

function answerFooter(
  { id, text, figures, alert, versions, compared, unfinished }: AnswerView,
  running: boolean,
  isLast: boolean,
  post: (intent: Intent) => void,
): TemplateResult {
  const keep = compared === null ? nothing : keepButton(id, post);
  if (running) return html`<footer class="message-actions">${keep}</footer>`;
  return html`<footer class="message-actions">
    ${keep}
    ${
      versions === null
        ? nothing
        : html`${versionSwitch(id, versions, post)}
          ${iconButton(
            "columns",
            "Compare Versions",
            () => post({ type: "compareVersions", messageId: id }),
            "Show all versions side by side",
          )}`
    }
    ${unfinished && isLast ? continueButton(id, post) : nothing}
    ${
      alert === null
        ? iconButton(
            "refresh",
            "Retry",
            () => post({ type: "action", action: "retry", messageId: id }),
            "Ask again; this answer stays as a version",
          )
        : nothing
    }
    ${iconButton("fork", "Fork", () => post({ type: "fork", messageId: id }), "Go on from here in a new chat")}
    ${iconButton("copy", "Copy Answer", (event) => void copyText(event, text), "Copy the answer as Markdown")}
    ${figures === null ? nothing : answerFigures(figures)}
  </footer>`;
}

function continueButton(messageId: string, post: (intent: Intent) => void): TemplateResult {
  return html`<button
    type="button"
    class="plain"
    title="Have the rest of this answer written"
    @click=${() => post({ type: "continue", messageId })}
  >
    Continue
  </button>`;
}

function keepButton(messageId: string, post: (intent: Intent) => void): TemplateResult {
  return html`<button
    type="button"
    class="plain primary"
    title="Go on with this answer; the others stay as its versions"
    @click=${() => post({ type: "keepAnswer", messageId })}
  >
    Keep
  </button>`;
}
