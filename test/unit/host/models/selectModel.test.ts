import { expect, test, vi } from "vitest";
import { selectModel } from "../../../../src/host/models/selectModel.ts";

const showErrorMessage = vi.hoisted(() => vi.fn());
vi.mock("../../../../src/host/models/modelPicker.ts", () => ({
  pickModel: async () => ({ type: "makeStandard", id: "chosen" }),
}));
vi.mock("vscode", () => ({
  ConfigurationTarget: { Global: 1 },
  l10n: { t: (text: string, ...values: readonly unknown[]) => [text, ...values].join(" ") },
  window: { showErrorMessage },
  workspace: {
    getConfiguration: () => ({
      get: () => undefined,
      update: () => Promise.reject(new Error("Unable to write into user settings.")),
    }),
  },
}));

test("a model for new chats is used here also where the settings can't be written, which is said", async () => {
  const catalog = { list: () => [], recent: () => [] };
  expect(await selectModel("m", Object({ catalog, needs: [] }))).toBe("chosen");
  expect(showErrorMessage.mock.lastCall?.[0]).toMatch(/could not be written.*Unable to write/);
});
