import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Message } from "../../../../src/core/conversation.ts";
import { Countdown } from "../../../../src/host/chatView/countdown.ts";
import { projectMessage } from "../../../../src/host/chatView/projection.ts";
import { answer } from "../../store/storeValues.ts";

vi.mock("vscode", () => ({
  l10n: { t: (text: string, ...parts: unknown[]) => [text, ...parts].join(" ") },
}));
beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const retrying = { attempt: 2, at: 0, failure: { kind: "server", message: "" } } as const;

test("only an answer that waits counts down to its next attempt", () => {
  const shown: string[] = [];
  const countdown = new Countdown(({ id }) => shown.push(id));
  const answers = (["waiting", "interrupted"] as const).map((state) =>
    answer(state, "q", { state, retrying }),
  );
  countdown.follow(answers);
  vi.advanceTimersByTime(2_000);
  countdown.stop();
  expect(shown).toEqual(["waiting", "waiting"]);
  expect(answers.map(noticeOf)).toEqual([expect.stringContaining("under way"), null]);
});

function noticeOf(message: Message): string | null {
  const view = projectMessage(message, {
    all: [message],
    isCompared: false,
    isLastDropped: false,
    next: undefined,
    hadMedia: () => false,
    modelOf: (id) => ({ id }),
    now: Date.now(),
  });
  return view.role === "assistant" ? view.notice : null;
}
