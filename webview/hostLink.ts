import { applyUpdate, type Revision } from "../src/shared/applyUpdate.ts";
import type { HostMessage, Intent, Signal } from "../src/shared/protocol.ts";
import type { ViewState } from "../src/shared/view.ts";

declare function acquireVsCodeApi(): {
  postMessage(message: Intent, transfer?: Transferable[]): void;
  getState(): unknown;
  setState(state: unknown): void;
};

export interface HostLink {
  /** `transfer`: buffers that are handed over instead of being copied. */
  readonly post: (intent: Intent, transfer?: Transferable[]) => void;
  /** Shows the same state again, for what the view itself changed. */
  readonly redraw: () => void;
}

/**
 * Connects the page to its host. The API handle stays in this closure; messages of other origins are ignored.
 * `onState` is called at most once a frame, however many updates came; `before` is the state that is shown, unless it
 * must be shown anew.
 */
export function connect(
  onState: (state: ViewState, before: ViewState | undefined) => void,
  onSignal: (signal: Signal) => void,
): HostLink {
  const api = acquireVsCodeApi();
  let last: Revision | undefined;
  let shown: ViewState | undefined;
  let frame = 0;
  let remembered = "";

  const show = () => {
    frame = 0;
    if (last === undefined) return;
    remember(last.state.conversationId);
    const before = shown;
    shown = last.state;
    onState(last.state, before);
  };
  /** VS Code gives it back when it opens an editor tab again. */
  const remember = (conversationId: string) => {
    if (conversationId === remembered) return;
    remembered = conversationId;
    api.setState({ conversationId });
  };
  const showSoon = () => {
    if (frame === 0) frame = requestAnimationFrame(show);
  };
  const redraw = () => {
    shown = undefined;
    showSoon();
  };
  window.addEventListener("message", ({ data, origin }: MessageEvent<HostMessage>) => {
    // VS Code relays the host's messages from a frame of our own origin; nobody else has it.
    if (origin !== window.origin) return;
    if (data.type !== "snapshot" && data.type !== "patch") return onSignal(data);
    const next = applyUpdate(last, data);
    if (next === undefined) return api.postMessage({ type: "ready" });
    last = next;
    showSoon();
  });
  api.postMessage({ type: "ready" });
  return { post: (intent, transfer) => api.postMessage(intent, transfer), redraw };
}
