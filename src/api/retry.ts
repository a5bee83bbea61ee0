import type { Failure } from "../shared/failure.ts";

/** A longer wait is reported to the user, who decides. */
const longestWaitMs = 60_000;

/** How many attempts a failure allows altogether (contract.md, "Attempts"). */
export function attemptsFor(
  failure: Failure,
  { silent, mayRetry }: { readonly silent: boolean; readonly mayRetry: boolean },
): 1 | 2 | 3 {
  if (!mayRetry || (failure.retryAfterMs ?? 0) > longestWaitMs) return 1;
  const { kind, status = 0 } = failure;
  if (kind === "network" || kind === "rate-limited") return 3;
  if (kind === "overloaded" && [408, 409, 502, 503, 504, 529].includes(status)) return 3;
  if (kind === "server" && status === 500) return 3;
  if (kind === "first-byte-timeout" || status === 524) return 2;
  return kind === "broken" && silent ? 2 : 1;
}

/**
 * How long to wait after the attempt with this number (1 or 2): what the server asked for, else half a second,
 * doubled each time, less up to a quarter so that clients do not come back together.
 */
export function retryDelayMs(attempt: number, failure: Failure, random: number): number {
  return Math.round(failure.retryAfterMs ?? 500 * 2 ** (attempt - 1) * (1 - random / 4));
}

export type Sleep = (delayMs: number, signal: AbortSignal) => Promise<void>;

/** Resolves after the time, or at once when the signal aborts. */
export const sleep: Sleep = async (delayMs, signal) => {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(finish, delayMs);
    signal.addEventListener("abort", finish);
    function finish(): void {
      clearTimeout(timer);
      signal.removeEventListener("abort", finish);
      resolve();
    }
  });
};
