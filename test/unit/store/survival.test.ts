import { expect, test } from "vitest";
import { runKills } from "../../../dev/soak/kills.ts";
import { runWindows } from "../../../dev/soak/windows.ts";
import { temporaryFolder } from "./fixtures.ts";

// `npm run soak` does the same in full: 10,000 kills, 8 windows × 1,000 turns.

test("SIGKILL at any moment loses no acknowledged write", { timeout: 120_000 }, async () => {
  const figures = await runKills(temporaryFolder(), 20);
  expect(figures).toMatchObject({ lost: 0, strange: 0, unreadable: 0 });
  // Each process was killed after its first write was acknowledged.
  expect(figures.acknowledged).toBeGreaterThanOrEqual(20);
});

test(
  "eight windows at once: all turns are there, once, in order",
  { timeout: 120_000 },
  async () => {
    const figures = await runWindows(temporaryFolder(), 8, 15);
    expect(figures).toMatchObject({ lost: 0, doubled: 0, misordered: 0 });
  },
);
