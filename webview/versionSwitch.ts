import { html, type TemplateResult } from "lit-html";
import type { Intent } from "../src/shared/protocol.ts";
import type { VersionsView } from "../src/shared/view.ts";
import { icon } from "./icons.ts";

/** `‹ 2/3 ›`: goes through what was asked or answered instead. */
export function versionSwitch(
  messageId: string,
  { shown, count }: VersionsView,
  post: (intent: Intent) => void,
): TemplateResult {
  const step = (label: string, glyph: "previous" | "next", by: 1 | -1, end: boolean) =>
    html`<button
      type="button"
      class="icon"
      aria-label=${label}
      title=${label}
      ?disabled=${end}
      @click=${() => post({ type: "showVersion", messageId, step: by })}
    >
      ${icon(glyph)}
    </button>`;
  return html`<span class="versions" role="group" aria-label="Version ${shown} of ${count}">
    ${step("Previous version", "previous", -1, shown === 1)}
    <span aria-hidden="true">${shown}/${count}</span>
    ${step("Next version", "next", 1, shown === count)}
  </span>`;
}
