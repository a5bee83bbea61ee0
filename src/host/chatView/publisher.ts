import type { HostMessage, Op, Signal } from "../../shared/protocol.ts";
import type { ViewState } from "../../shared/view.ts";

/** One update a frame is all that a screen can show. */
const frameMs = 16;
/** Text that grows comes with every second frame: nobody reads faster, and it takes half the work to show. */
const growthMs = 32;
/** Text of which more comes than this many characters in a millisecond flies past: every third frame will do. */
const readable = 3;
const flyingMs = 48;

/**
 * Sends a view its state: a snapshot when it is ready, then patches, at most one a frame, or in two or three where
 * there is only more text in it, and only while it is visible. A view that was hidden gets a snapshot, so nothing is
 * kept for it meanwhile.
 */
export class Publisher {
  readonly #post: (message: HostMessage) => void;
  readonly #signals: Signal[] = [];
  readonly #snapshot: () => ViewState;
  #rev = 0;
  #live = false;
  #pending: Op[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** How long after the last post the pending ops go. */
  #restMs = 0;
  #lastPost = Number.NEGATIVE_INFINITY;
  #growthMs = growthMs;

  constructor(post: (message: HostMessage) => void, snapshot: () => ViewState) {
    this.#post = post;
    this.#snapshot = snapshot;
  }

  /** Whether the view is there and can be seen. */
  get isLive(): boolean {
    return this.#live;
  }

  /** The view asked for everything. */
  ready(): void {
    this.#drop();
    this.#live = true;
    this.#rev += 1;
    this.#post({ type: "snapshot", rev: this.#rev, state: this.#snapshot() });
    for (const signal of this.#signals.splice(0)) this.#post(signal);
  }

  /** A view that is not there yet gets it once it is. */
  signal(signal: Signal): void {
    if (this.#live) this.#post(signal);
    // The next page counts its blocks anew, and asks for their colours itself.
    else if (signal.type !== "tokens") this.#signals.push(signal);
  }

  /** The view cannot be seen, or is gone: nothing is sent until it is `ready` again. */
  pause(): void {
    this.#drop();
    this.#live = false;
  }

  /** Everything changed: one snapshot instead of patches. */
  refresh(): void {
    if (this.#live) this.ready();
  }

  push(op: Op): void {
    if (!this.#live) return;
    const last = this.#pending.at(-1);
    if (op.op === "append" && last?.op === "append" && last.id === op.id && last.part === op.part) {
      this.#pending[this.#pending.length - 1] = { ...last, text: last.text + op.text };
    } else {
      this.#pending.push(op);
    }
    this.#flushAfter(op.op === "append" ? this.#growthMs : frameMs);
  }

  /** What has to come sooner takes with it what waits. */
  #flushAfter(restMs: number): void {
    if (this.#timer !== undefined && restMs >= this.#restMs) return;
    clearTimeout(this.#timer);
    this.#restMs = restMs;
    const wait = this.#lastPost + restMs - performance.now();
    this.#timer = setTimeout(() => this.#flush(), Math.max(0, wait));
  }

  #flush(): void {
    const ops = this.#pending;
    this.#drop();
    const now = performance.now();
    const perMs = lengthOf(ops) / (now - this.#lastPost);
    this.#growthMs = perMs > readable ? flyingMs : growthMs;
    this.#lastPost = now;
    this.#rev += 1;
    this.#post({ type: "patch", rev: this.#rev, ops });
  }

  #drop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#pending = [];
  }
}

/** How much text is added. */
function lengthOf(ops: readonly Op[]): number {
  return ops.reduce((sum, op) => (op.op === "append" ? sum + op.text.length : sum), 0);
}
