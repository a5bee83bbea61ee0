import { expect, test, vi } from "vitest";
import { ModelAccess } from "../../../../src/host/vscodeChat/modelAccess.ts";

const ask = vi.hoisted(() => vi.fn());
vi.mock("vscode", () => ({
  l10n: { t: (text: string) => text },
  extensions: { getExtension: () => undefined },
  window: { showWarningMessage: ask },
  LanguageModelError: { NoPermissions: (text: string) => new Error(text) },
}));

test("one consent is for a hundred requests, also for those that wait for it", async () => {
  const stored = new Map<string, unknown>();
  const access = new ModelAccess(
    Object({
      get: (key: string) => stored.get(key),
      update: async (key: string, value: unknown) => void stored.set(key, value),
    }),
    "eigen.chat",
  );
  ask.mockResolvedValueOnce("Allow").mockResolvedValueOnce("Allow").mockResolvedValue(undefined);
  const asked = Array.from({ length: 5000 }, () =>
    access.admit(Object({ requestInitiator: "Some.Agent" })),
  );
  const ends = await Promise.allSettled(asked);
  expect(ends.filter(({ status }) => status === "fulfilled")).toHaveLength(200);
  expect(ask).toHaveBeenCalledTimes(3);
  expect([...stored.values()]).toEqual([0]);
});
