import { html, type TemplateResult } from "lit-html";
import type { Intent } from "../src/shared/protocol.ts";
import type { ViewState } from "../src/shared/view.ts";
import { isMac } from "./platform.ts";

/** What a new conversation shows: the way to a key where there is none, else what can be asked, and how. */
export function emptyView({ keySet }: ViewState, post: (intent: Intent) => void): TemplateResult {
  return html`<section class="empty">
    <h2>Ask about your code</h2>
    ${
      keySet
        ? html`<p>Ask a question below, or select code in the editor first.</p>
            ${hints()}`
        : html`<p>Eigen AI Chat needs an API key. It is kept in the system's keychain.</p>
            <vscode-button
              @click=${() => post({ type: "action", action: "setApiKey", messageId: null })}
              >Set API Key</vscode-button
            >`
    }
  </section>`;
}

function hints(): TemplateResult {
  return html`<dl class="hints">
    <dt><kbd>${isMac ? "⌥⌘" : "Ctrl+Alt+"}E</kbd></dt>
    <dd>asks about the selected code</dd>
    <dt><kbd>@</kbd></dt>
    <dd>attaches files, symbols, problems, changes</dd>
    <dt><kbd>/</kbd></dt>
    <dd>explains, fixes, tests or documents code</dd>
    <dt><kbd>${isMac ? "⌘" : "Ctrl+"}V</kbd></dt>
    <dd>shows a picture; the clip attaches a screenshot</dd>
  </dl>`;
}
