import { beforeEach, expect, test, vi } from "vitest";
import { attachDropped } from "../../../../src/host/context/commands.ts";

const { executeCommand, warn } = vi.hoisted(() => ({ executeCommand: vi.fn(), warn: vi.fn() }));
vi.mock("../../../../src/host/context/selection.ts", () => ({}));
vi.mock("../../../../src/host/context/problems.ts", () => ({}));
vi.mock("vscode", () => ({
  commands: { executeCommand },
  window: { showWarningMessage: warn },
  l10n: { t: (text: string, ...args: readonly unknown[]) => [text, ...args].join(" | ") },
  Uri: {
    parse: (text: string) => {
      if (!text.startsWith("/")) throw new Error("no scheme");
      const uri = { scheme: "file", path: text };
      return { ...uri, with: (change: object) => ({ ...uri, ...change }) };
    },
  },
  workspace: {
    getWorkspaceFolder: ({ path }: { readonly path: string }) =>
      path.startsWith("/folder/") ? {} : undefined,
  },
}));

const inside = ["/folder/a.ts", "/folder/b.ts"];
const attached = inside.map((path) => ({ scheme: "file", path }));

beforeEach(() => {
  executeCommand.mockReset().mockResolvedValue(true);
  warn.mockReset();
});

test("files of the folders are attached without a word", async () => {
  expect(await attachDropped(inside)).toBe(true);
  expect(executeCommand).toHaveBeenCalledWith("eigen.attachFile", attached[0], attached);
  expect(warn).not.toHaveBeenCalled();
});

test("no way leads out of a folder again", async () => {
  expect(await attachDropped(["/folder/../etc/hosts"])).toBe(false);
  expect(executeCommand).not.toHaveBeenCalled();
});

test("how many were left out is said, and that something is missing", async () => {
  expect(await attachDropped([...inside, "/etc/hosts", "nothing"])).toBe(false);
  expect(executeCommand).toHaveBeenCalledWith("eigen.attachFile", attached[0], attached);
  expect(warn).toHaveBeenCalledWith(
    "Only files of the open folders can be dropped here: {0} of {1} were left out. | 2 | 4",
  );
  expect(await attachDropped(["/etc/hosts"])).toBe(false);
  expect(warn).toHaveBeenLastCalledWith("Only files of the open folders can be dropped here.");
});
