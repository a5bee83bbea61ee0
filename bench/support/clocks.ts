import type { Locator } from "playwright-core";
import { now } from "../../dev/standIn/record.ts";

/** Milliseconds by which the page's clock is ahead of ours, from the quickest of many exchanges. */
export async function differenceOfClocks(document: Locator): Promise<number> {
  let quickest = Number.POSITIVE_INFINITY;
  let difference = 0;
  for (let exchange = 0; exchange < 50; exchange += 1) {
    const asked = now();
    const theirs = await document.evaluate(() => performance.timeOrigin + performance.now());
    const answered = now();
    if (answered - asked >= quickest) continue;
    quickest = answered - asked;
    difference = theirs - (asked + answered) / 2;
  }
  return difference;
}
