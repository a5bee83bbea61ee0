import { html, type TemplateResult } from "lit-html";
import type { FiguresView } from "../src/shared/view.ts";

/** What an answer took: in a few words, and all of it on demand. */
export function answerFigures({ summary, rows }: FiguresView): TemplateResult {
  return html`<details class="figures" role="group" aria-label="Figures">
    <summary>${summary}</summary>
    <dl>
      ${rows.map(
        ({ label, value }) =>
          html`<dt>${label}</dt>
            <dd>${value}</dd>`,
      )}
    </dl>
  </details>`;
}
