import { beforeEach, expect, test, vi } from "vitest";
import { nothingLeftOut } from "../../../src/core/promptBudget.ts";
import { summarizeOldest } from "../../../src/host/summarize.ts";
import { emptyChats } from "../../emptyChats.ts";

const showWarningMessage = vi.hoisted(() => vi.fn());
vi.mock("vscode", () => ({
  l10n: { t: (text: string) => text },
  ProgressLocation: { Notification: 15 },
  window: {
    showWarningMessage,
    withProgress: (_: unknown, task: (...args: readonly unknown[]) => unknown) =>
      task({}, { onCancellationRequested: () => ({ dispose() {} }) }),
  },
}));

beforeEach(() => showWarningMessage.mockClear());

test.each([
  [" \n", 1],
  ["They spoke of closures.", 0],
])("of the summary %j the user is warned %d times", async (text, warnings) => {
  const chat = emptyChats().create();
  for (const question of ["One?", "Two?", "Three?"]) await chat.ask(question, []);
  await summarizeOldest(chat, {
    complete: async (_, { onEvent }) => {
      onEvent({ type: "text", text });
      return { type: "complete", totalMs: 1 };
    },
    buildRequest: async () => ({
      request: { model: "m", messages: [], parameters: {} },
      leftOut: nothingLeftOut,
    }),
    showFailure: async () => undefined,
  });
  expect(showWarningMessage).toHaveBeenCalledTimes(warnings);
  const dropped = chat.shown.filter((one) => one.role === "user" && one.dropped !== undefined);
  expect(dropped.length > 0).toBe(warnings === 0);
});
