import type { FailureKind } from "../shared/failure.ts";

/** The setting `eigen.timeouts` in milliseconds. */
export interface Timeouts {
  /** Until the body's first byte; headers alone do not end it. */
  readonly firstByteMs: number;
  /** Silence; any byte ends it, comments too. */
  readonly idleMs: number;
  /** Time without text or thinking while other bytes come. */
  readonly contentMs: number;
}

export type LimitKind = Extract<FailureKind, `${string}-timeout`>;

/** An answer that has its finish reason waits no longer than this for the last facts. */
const settleMs = 5000;
/** How late a timer must be to show that the machine slept, and how long bytes then get to arrive. */
const sleptMs = 2000;
/** The longest delay that `setTimeout` keeps; longer ones fire at once. */
const longestTimerMs = 2 ** 31 - 1;

/** Watches the limits of one attempt with one timer: a chunk costs a reading of the clock, not a new timer. */
export class TimeLimits {
  readonly #timeouts: Timeouts;
  readonly #onLimit: (kind: LimitKind) => void;
  #timer: NodeJS.Timeout | undefined;
  #byteAt = performance.now();
  #contentAt = this.#byteAt;
  #open = false;
  /** When the finish reason came; infinite until then. */
  #settledAt = Number.POSITIVE_INFINITY;

  constructor(timeouts: Timeouts, onLimit: (kind: LimitKind) => void) {
    this.#timeouts = timeouts;
    this.#onLimit = onLimit;
    this.#arm(timeouts.firstByteMs);
  }

  bytesCame(): void {
    this.#byteAt = performance.now();
    if (this.#open) return;
    this.#open = true;
    this.#contentAt = this.#byteAt;
    this.#arm(Math.min(this.#timeouts.idleMs, this.#timeouts.contentMs));
  }

  contentCame(): void {
    this.#contentAt = this.#byteAt;
  }

  /** The finish reason came: only the usage can follow. */
  settle(): void {
    if (this.#settledAt < Number.POSITIVE_INFINITY) return;
    this.#settledAt = performance.now();
    this.#arm(Math.min(settleMs, this.#timeouts.idleMs));
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #arm(delayMs: number): void {
    clearTimeout(this.#timer);
    const due = performance.now() + delayMs;
    this.#timer = setTimeout(() => this.#look(due), Math.min(delayMs, longestTimerMs));
  }

  #look(due: number): void {
    const now = performance.now();
    if (now - due > sleptMs) return this.#arm(sleptMs);
    const { firstByteMs, idleMs, contentMs } = this.#timeouts;
    const limits: readonly (readonly [LimitKind, number])[] = this.#open
      ? [
          // Comments keep a connection alive, not an answer that has ended.
          ["idle-timeout", Math.min(this.#byteAt + idleMs, this.#settledAt + settleMs)],
          ["content-timeout", this.#contentAt + contentMs],
        ]
      : [["first-byte-timeout", this.#byteAt + firstByteMs]];
    const next = limits.reduce((first, limit) => (limit[1] < first[1] ? limit : first));
    // A timer may fire a fraction of a millisecond early.
    if (next[1] - now < 1) this.#onLimit(next[0]);
    else this.#arm(next[1] - now);
  }
}
