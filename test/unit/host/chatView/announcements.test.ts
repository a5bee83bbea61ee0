import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Announcements } from "../../../../src/host/chatView/announcements.ts";

vi.mock("vscode", () => ({ l10n: { t: (text: string) => text } }));
beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test("the end of an answer is said also where the next one starts at the same moment", () => {
  const said: string[] = [];
  const announcements = new Announcements(() => said.push(announcements.view.text));
  announcements.say("Answer started", false);
  announcements.say("Answer finished", true);
  vi.advanceTimersByTime(20);
  announcements.say("Answer started", false);
  announcements.say("Answer stopped", true);
  vi.advanceTimersByTime(1000);
  announcements.say("Answer started", false);
  expect(said).toEqual([
    "Answer started",
    "Answer finished",
    "Answer finished. Answer started",
    "Answer stopped",
    "Answer started",
  ]);
  expect(announcements.view.seq).toBe(5);
});
