import { applyUpdate, type Revision } from "../src/shared/applyUpdate.ts";
import type { HostMessage, Intent, Signal } from "../src/shared/protocol.ts";
import type { ViewState } from "../src/shared/view.ts";
import type { Place, SavedState } from "./readingPlace.ts";

declare function acquireVsCodeApi(): {
  postMessage(message: Intent, transfer?: Transferable[]): void;
  getState(): SavedState | undefined;
  setState(state: SavedState): void;
};

export interface HostLink {
  /** `transfer`: buffers that are handed over instead of being copied. */
  readonly post: (intent: Intent, transfer?: Transferable[]) => void;
  /** Shows the same state again, for what the view itself changed. */
  readonly redraw: () => void;
  /** What the last page of this view left. */
  readonly saved: SavedState | undefined;
  /** For the next page of this view, while it shows the same conversation. */
  readonly savePlace: (place: Place | null) => void;
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
  const saved = api.getState();
  let last: Revision | undefined;
  let shown: ViewState | undefined;
  let frame = 0;
  let remembered = "";
  /** What came after an update that is not shown yet: it may be about what that brings. */
  let signals: Signal[] = [];

  const show = () => {
    frame = 0;
    if (last === undefined) return;
    remember(last.state.conversationId);
    const before = shown;
    shown = last.state;
    onState(last.state, before);
    const waiting = signals;
    signals = [];
    for (const signal of waiting) onSignal(signal);
  };
  const remember = (conversationId: string) => {
    if (conversationId === remembered) return;
    const isBack = remembered === "" && conversationId === saved?.conversationId;
    remembered = conversationId;
    if (!isBack) api.setState({ conversationId });
  };
  const savePlace = (place: Place | null) => {
    api.setState({ conversationId: remembered, ...(place !== null && { place }) });
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
    if (data.type !== "snapshot" && data.type !== "patch") {
      if (frame === 0) return onSignal(data);
      return void signals.push(data);
    }
    const next = applyUpdate(last, data);
    if (next === undefined) return api.postMessage({ type: "ready" });
    last = next;
    showSoon();
  });
  api.postMessage({ type: "ready" });
  return {
    post: (intent, transfer) => api.postMessage(intent, transfer),
    redraw,
    saved,
    savePlace,
  };
}
