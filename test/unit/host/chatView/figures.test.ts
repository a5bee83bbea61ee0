import { expect, test, vi } from "vitest";
import { dollars, projectFigures } from "../../../../src/host/chatView/figures.ts";
import { answer } from "../../store/storeValues.ts";

vi.mock("vscode", () => ({
  env: { language: "en" },
  l10n: {
    t: (text: string, ...args: readonly unknown[]) =>
      text.replace(/\{(\d)\}/g, (_, at) => String(args[Number(at)])),
  },
}));

test.each([
  [0, "$0"],
  [0.000_000_5, "<$0.000001"],
  [0.000_001_2, "$0.0000012"],
  [0.0123, "$0.0123"],
])("%d dollars are shown as %s", (amount, shown) => {
  expect(dollars(amount)).toBe(shown);
});

const model = { id: "m" };

test("an interrupted answer that was written on has the figures that are known", () => {
  const facts = { totalMs: 50, finishReason: "stop" };
  const figures = projectFigures(answer("a", "q", { text: "x".repeat(350), facts }), model);
  expect(figures?.summary).toBe("about 100 tokens");
  expect(figures?.rows.map(({ label }) => label)).toEqual(["Answer", "Finish reason", "Model"]);
});

test("where nothing came there are no figures", () => {
  expect(projectFigures(answer("a", "q", { facts: { totalMs: 50 } }), model)).toBeNull();
});
