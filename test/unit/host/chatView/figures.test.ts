import { expect, test, vi } from "vitest";
import { dollars } from "../../../../src/host/chatView/figures.ts";

vi.mock("vscode", () => ({}));

test.each([
  [0, "$0"],
  [0.000_000_5, "<$0.000001"],
  [0.000_001_2, "$0.0000012"],
  [0.0123, "$0.0123"],
])("%d dollars are shown as %s", (amount, shown) => {
  expect(dollars(amount)).toBe(shown);
});
