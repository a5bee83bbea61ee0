import { html, nothing, svg, type TemplateResult } from "lit-html";
import { tokensUsed } from "../src/shared/contextUse.ts";
import type { Intent } from "../src/shared/protocol.ts";
import type { ContextView, FigureRow, ViewState } from "../src/shared/view.ts";
import { tokensText } from "./contextLine.ts";

const parts = [
  ["system", "System prompt"],
  ["history", "Earlier turns"],
  ["attachments", "Attachments"],
  ["question", "This question"],
] as const;

/** What fills the model's context, as a ring beside the composer; one click shows its parts and makes room. */
export class ContextMeter {
  readonly #post: (intent: Intent) => void;
  readonly #redraw: () => void;
  #open = false;

  constructor(post: (intent: Intent) => void, redraw: () => void) {
    this.#post = post;
    this.#redraw = redraw;
  }

  open(): void {
    if (!this.#open) this.#toggle();
  }

  button({ context }: ViewState): TemplateResult {
    const share = shareOf(context);
    const label = share === undefined ? "Context" : `Context, ${percent(share)}`;
    return html`<button
      type="button"
      class="icon context-button"
      aria-label=${label}
      aria-expanded=${this.#open}
      title="What fills the model's context: about ${tokensText(tokensUsed(context))} tokens"
      @click=${this.#toggle}
    >
      ${ring(share ?? 0)}
    </button>`;
  }

  panel({ context, runningId }: ViewState): TemplateResult | typeof nothing {
    if (!this.#open) return nothing;
    return html`<section
      class="context-panel"
      role="region"
      aria-label="Context"
      @keydown=${this.#onKeydown}
    >
      <header>
        <h2>${headline(context)}</h2>
        <button type="button" class="plain" @click=${this.#toggle}>Close</button>
      </header>
      ${bar(context)}
      <dl>
        ${parts.map(
          ([part, label]) =>
            html`<dt data-part=${part}>${label}</dt>
              <dd>${tokensText(context[part])}</dd>`,
        )}
      </dl>
      ${this.#room(context, runningId !== null)} ${sums(context.totals)}
    </section>`;
  }

  #room({ oldest }: ContextView, running: boolean): TemplateResult {
    if (oldest.questions === 0) return html`<p>There are no earlier turns to leave out.</p>`;
    const turns = oldest.questions === 1 ? "oldest turn" : `${oldest.questions} oldest turns`;
    return html`<p>
        The ${turns} (about ${tokensText(oldest.tokens)} tokens) can be left out of what is sent,
        and stay in the chat.
      </p>
      <div class="actions">
        <button
          type="button"
          class="plain"
          ?disabled=${running}
          @click=${() => this.#post({ type: "dropOldest" })}
        >
          Leave Out
        </button>
        <button
          type="button"
          class="plain"
          title="One request to this chat's model; its summary is sent instead"
          ?disabled=${running}
          @click=${() => this.#post({ type: "summarizeOldest" })}
        >
          Summarise
        </button>
      </div>`;
  }

  readonly #toggle = (): void => {
    this.#open = !this.#open;
    this.#redraw();
    if (this.#open) requestAnimationFrame(focusPanel);
  };

  /** Escape closes the panel and does not stop the answer. */
  readonly #onKeydown = (event: KeyboardEvent): void => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    this.#toggle();
    document.querySelector<HTMLElement>(".context-button")?.focus();
  };
}

/** Where there is nothing to leave out, or an answer is running, only Close is left. */
function focusPanel(): void {
  const panel = document.querySelector(".context-panel");
  const close = panel?.querySelector<HTMLElement>("header button");
  (panel?.querySelector<HTMLElement>(".actions button:enabled") ?? close)?.focus();
}

/** Of the model's context, from 0 to 1 and above; undefined where that is not known. */
function shareOf(context: ContextView): number | undefined {
  const { contextLength } = context;
  return contextLength === null ? undefined : tokensUsed(context) / contextLength;
}

function headline(context: ContextView): string {
  const used = `About ${tokensText(tokensUsed(context))}`;
  const share = shareOf(context);
  return context.contextLength === null || share === undefined
    ? `${used} tokens; the model's context is not known`
    : `${used} of ${tokensText(context.contextLength)} tokens (${percent(share)})`;
}

function percent(share: number): string {
  return `${Math.ceil(share * 100)}\u00a0%`;
}

const circumference = 2 * Math.PI * 5;

function ring(share: number): TemplateResult {
  const filled = Math.min(1, share) * circumference;
  return svg`<svg class="glyph" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" data-full=${share > 0.75}><circle class="ring" cx="8" cy="8" r="5" /><circle cx="8" cy="8" r="5" transform="rotate(-90 8 8)" stroke-dasharray="${filled} ${circumference}" /></svg>`;
}

/** The parts side by side, in proportion to the whole context. */
function bar(context: ContextView): TemplateResult {
  const whole = Math.max(context.contextLength ?? 0, tokensUsed(context), 1);
  const height = 8;
  let x = 0;
  const rects = parts.map(([part]) => {
    const width = (context[part] / whole) * 100;
    x += width;
    return svg`<rect data-part=${part} x=${x - width} y="0" width=${width} height=${height} />`;
  });
  return html`<svg
    class="context-bar"
    viewBox="0 0 100 ${height}"
    preserveAspectRatio="none"
    aria-hidden="true"
  >
    ${rects}
  </svg>`;
}

function sums(totals: readonly FigureRow[]): TemplateResult | typeof nothing {
  if (totals.length === 0) return nothing;
  return html`<details class="totals" role="group" aria-label="This chat so far">
    <summary>This chat so far</summary>
    <dl>
      ${totals.map(
        ({ label, value }) =>
          html`<dt>${label}</dt>
            <dd>${value}</dd>`,
      )}
    </dl>
  </details>`;
}
