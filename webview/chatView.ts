import { html, nothing, type TemplateResult } from "lit-html";
import type { Intent } from "../src/shared/protocol.ts";
import type { ViewState } from "../src/shared/view.ts";
import { alertBox } from "./alertBox.ts";
import type { Composer } from "./composer.ts";
import type { ContextMeter } from "./contextMeter.ts";
import type { EarlierMessages } from "./earlierMessages.ts";
import { emptyView } from "./emptyView.ts";
import type { HistoryPane } from "./history/historyPane.ts";
import type { ParametersPanel } from "./parametersPanel.ts";
import { receiptDialog } from "./receipt/receiptDialog.ts";
import type { ScrollFollower } from "./scrollFollower.ts";
import { transcript } from "./transcript.ts";

export interface Parts {
  readonly composer: Composer;
  readonly parameters: ParametersPanel;
  readonly meter: ContextMeter;
  readonly follower: ScrollFollower;
  readonly history: HistoryPane;
  readonly earlier: EarlierMessages;
  readonly post: (intent: Intent) => void;
}

/** The whole view as a function of its state. */
export function chatView(
  state: ViewState,
  { composer, parameters, meter, follower, history, earlier, post }: Parts,
): TemplateResult {
  const { banner, announcement } = state;
  return html`
    ${banner === null ? nothing : alertBox(banner, null, post, "banner")}
    <main class="scroller" @scroll=${follower.onScroll} @click=${follower.onClick}>
      <div class="transcript" role="log" aria-label="Conversation" aria-live="off">
        ${transcript(state, earlier.shown(state.messages), post)}
      </div>
      ${state.messages.length === 0 ? emptyView(state, post) : nothing}
      <div class="to-end-place">
        <button
          class="to-end"
          type="button"
          ?hidden=${follower.following}
          @click=${() => {
            follower.toEnd();
            composer.focus();
          }}
        >
          New text below
        </button>
      </div>
    </main>
    ${meter.panel(state)} ${parameters.template(state)} ${composer.template(state)}
    ${history.template(state)} ${receiptDialog(state.receipt, post)}
    <div class="visually-hidden" role="status" aria-live="polite">
      ${announcement.text}${announcement.seq % 2 === 1 ? "\u200b" : ""}
    </div>
  `;
}
