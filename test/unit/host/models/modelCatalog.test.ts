import { expect, test, vi } from "vitest";
import { ModelCatalog } from "../../../../src/host/models/modelCatalog.ts";

vi.mock("vscode", () => ({
  EventEmitter: class {
    event = () => undefined;
    fire(): void {}
  },
  workspace: {
    onDidChangeConfiguration: () => undefined,
    getConfiguration: () => ({ get: () => undefined }),
  },
}));

test("what is learned of a model that is not listed is known from then on, and does not list it", async () => {
  const stored = new Map<string, unknown>();
  const catalog = new ModelCatalog(
    Object({
      get: (key: string) => stored.get(key),
      update: async (key: string, value: unknown) => void stored.set(key, value),
    }),
  );
  expect(catalog.find("typed").refuses).toBeUndefined();
  await catalog.learn({ id: "typed", refuses: ["min_p"] });
  await catalog.learn({ id: "typed", input: ["text"] });
  expect(catalog.find("typed")).toEqual({ id: "typed", refuses: ["min_p"], input: ["text"] });
  expect(catalog.list().map(({ id }) => id)).not.toContain("typed");
});
