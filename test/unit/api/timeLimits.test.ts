import { afterEach, expect, test, vi } from "vitest";
import { TimeLimits, type LimitKind } from "../../../src/api/timeLimits.ts";

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** A clock that jumps, as the clock does for a process that the machine's sleep has stopped. */
function jumpingClock(): (ms: number) => void {
  let skipped = 0;
  const now = performance.now.bind(performance);
  vi.spyOn(performance, "now").mockImplementation(() => now() + skipped);
  return (ms) => (skipped += ms);
}

test("after a sleep the bytes that waited are read before the limit counts", async () => {
  const jump = jumpingClock();
  const reached: LimitKind[] = [];
  const limits = new TimeLimits({ firstByteMs: 20, idleMs: 40, contentMs: 1000 }, (kind) =>
    reached.push(kind),
  );
  jump(90_000);
  await vi.waitFor(() => expect(performance.now()).toBeGreaterThan(90_030));
  expect(reached).toEqual([]);
  limits.bytesCame();
  await vi.waitFor(() => expect(reached).toEqual(["idle-timeout"]));
  limits.stop();
});

test("comments do not keep an answer open that has its finish reason", () => {
  vi.useFakeTimers();
  const reached: number[] = [];
  const limits = new TimeLimits({ firstByteMs: 1000, idleMs: 600_000, contentMs: 600_000 }, () =>
    reached.push(performance.now()),
  );
  limits.bytesCame();
  const start = performance.now();
  limits.settle();
  for (let second = 1; second <= 20 && reached.length === 0; second++) {
    vi.advanceTimersByTime(1000);
    limits.bytesCame();
    limits.settle();
  }
  limits.stop();
  expect(reached).toEqual([start + 5000]);
});

test("a limit longer than a timer can hold does not end at once", async () => {
  const reached: LimitKind[] = [];
  const limits = new TimeLimits({ firstByteMs: 1e12, idleMs: 1e12, contentMs: 1e12 }, (kind) =>
    reached.push(kind),
  );
  await new Promise((resolve) => setTimeout(resolve, 30));
  limits.bytesCame();
  await new Promise((resolve) => setTimeout(resolve, 30));
  limits.stop();
  expect(reached).toEqual([]);
});
