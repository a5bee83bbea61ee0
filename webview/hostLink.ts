import { applyUpdate, type Revision } from "../src/shared/applyUpdate.ts";
import type { HostMessage, Intent, Op, Signal, Update } from "../src/shared/protocol.ts";
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

/** More text of a message. */
export type Growth = Extract<Op, { op: "append" }>;

export interface HostListener {
  /** Called at most once a frame, however many updates came. */
  state(state: ViewState): void;
  /** All that came is more text; returns false where that can't be shown alone. */
  growth(added: readonly Growth[]): boolean;
  signal(signal: Signal): void;
}

/** Connects the page to its host. The API handle stays in this closure; messages of other origins are ignored. */
export function connect(on: HostListener): HostLink {
  const api = acquireVsCodeApi();
  const saved = api.getState();
  let last: Revision | undefined;
  /** What came since the last frame, unless there is more to it than text. */
  let added: Growth[] | undefined;
  let frame = 0;
  let remembered = "";
  /** What came after an update that is not shown yet: it may be about what that brings. */
  let signals: Signal[] = [];

  const show = () => {
    frame = 0;
    if (last === undefined) return;
    remember(last.state.conversationId);
    const growth = added;
    added = [];
    if (growth === undefined || !on.growth(growth)) on.state(last.state);
    const waiting = signals;
    signals = [];
    for (const signal of waiting) on.signal(signal);
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
    added = undefined;
    showSoon();
  };
  window.addEventListener("message", ({ data, origin }: MessageEvent<HostMessage>) => {
    // VS Code relays the host's messages from a frame of our own origin; nobody else has it.
    if (origin !== window.origin) return;
    if (data.type !== "snapshot" && data.type !== "patch") {
      if (frame === 0) return on.signal(data);
      return void signals.push(data);
    }
    const next = applyUpdate(last, data);
    if (next === undefined) return api.postMessage({ type: "ready" });
    if (next === last) return;
    last = next;
    const growth = growthIn(data);
    if (growth === undefined) added = undefined;
    else added?.push(...growth);
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

/** What an update adds to texts; undefined where it changes anything else. */
function growthIn(update: Update): readonly Growth[] | undefined {
  if (update.type === "snapshot") return undefined;
  const growth = update.ops.filter((op): op is Growth => op.op === "append" && op.part === "text");
  return growth.length === update.ops.length ? growth : undefined;
}
