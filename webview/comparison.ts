import { html, nothing, type TemplateResult } from "lit-html";
import { guard } from "lit-html/directives/guard.js";
import { repeat } from "lit-html/directives/repeat.js";
import type { Intent } from "../src/shared/protocol.ts";
import type { AnswerView, MessageView, ViewState } from "../src/shared/view.ts";
import { iconButton } from "./icons.ts";
import { message } from "./message.ts";

type Post = (intent: Intent) => void;

/** Only the answers to the last question can be compared. */
export function isCompared(one: MessageView): one is AnswerView {
  return one.role === "assistant" && one.compared !== null;
}

export function sideBySide(answers: readonly AnswerView[], post: Post): TemplateResult {
  return html`<section
    class="comparison"
    role="group"
    aria-label="Comparison of ${answers.length} answers"
  >
    ${repeat(
      answers,
      ({ id }) => id,
      (one) => guard([one], () => message(one, false, post)),
    )}
  </section>`;
}

/** Says over the composer's buttons whom the next question is asked of, where that is more than one. */
export function candidates({ candidates }: ViewState, post: Post): TemplateResult | typeof nothing {
  if (candidates.length === 0) return nothing;
  return html`<div class="candidates" role="group" aria-label="Compare">
    <ul>
      ${candidates.map((name) => html`<li>${name}</li>`)}
    </ul>
    ${iconButton("close", "Ask One Model Only", () => post({ type: "clearCandidates" }), "Ask one model only")}
  </div>`;
}
