import { expect, test, vi } from "vitest";
import { pickCandidates } from "../../../../src/host/models/candidatePicker.ts";

interface Item {
  readonly label: string;
}

const picker = vi.hoisted(() => ({
  title: "",
  items: [] as Item[],
  selectedItems: [] as Item[],
  accept: (): void => undefined,
  onDidAccept: (listener: () => void) => void (picker.accept = listener),
  onDidHide: () => undefined,
  show: () => undefined,
  hide: () => undefined,
}));
vi.mock("vscode", () => ({
  QuickPickItemKind: { Separator: -1 },
  l10n: { t: (text: string, ...values: readonly unknown[]) => [text, ...values].join(" ") },
  window: { createQuickPick: () => picker },
}));

test("too few and too many are refused in words that nothing hides; the chat's own model alone is not", async () => {
  const ids = ["own", "a", "b", "c", "d", "e", "f"];
  const chosen = pickCandidates({
    own: { model: "own", parameters: {} },
    chosen: [],
    models: ids.map((id) => ({ id })),
    presets: [],
    name: String,
  });
  const accept = (...labels: readonly string[]) => {
    picker.selectedItems = picker.items.filter(({ label }) => labels.includes(label));
    picker.accept();
  };
  accept("a");
  expect(picker.title).toMatch(/one alone is too few/);
  accept(...ids);
  expect(picker.title).toMatch(/are too many.* 7 6$/);
  accept("own");
  expect(await chosen).toEqual([{ model: "own", parameters: {} }]);
});
