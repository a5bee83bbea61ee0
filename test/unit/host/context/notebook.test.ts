import { beforeEach, expect, test, vi } from "vitest";
import { Uri } from "vscode";
import { readFile } from "../../../../src/host/context/files.ts";

const workspace = vi.hoisted(() => ({
  textDocuments: [],
  notebookDocuments: [] as unknown[],
  getWorkspaceFolder: () => undefined,
  openNotebookDocument: vi.fn(),
  openTextDocument: vi.fn(async (document: unknown) => document),
  fs: { stat: async () => ({ type: 1, size: 9 }), readFile: async () => Buffer.from("{ } [ ] ") },
}));
vi.mock("../../../../src/host/context/selection.ts", () => ({ wholeDocument: () => "as text" }));
vi.mock("vscode", () => ({
  workspace,
  l10n: { t: (text: string) => text },
  FileType: { File: 1, Directory: 2 },
  Uri: { file: (path: string) => ({ scheme: "file", path, toString: () => path }) },
}));

const uri = Uri.file("/home/me/tides.ipynb");
const cells = [
  ["markdown", "# Tides"],
  ["python", "import math\nhigh = 3"],
].map(([languageId, text], index) => ({ index, document: { languageId, getText: () => text } }));
const notebook = { uri, getCells: () => cells };

beforeEach(() => {
  workspace.notebookDocuments = [];
  workspace.openNotebookDocument.mockReset();
});

test("a notebook is the text of its cells, open or not", async () => {
  const read = {
    type: "code",
    code: {
      kind: "code",
      id: expect.any(String),
      path: "tides.ipynb",
      languageId: "python",
      text: "# %% cell 1 [markdown]\n# Tides\n\n# %% cell 2 [python]\nimport math\nhigh = 3",
    },
  };
  workspace.openNotebookDocument.mockResolvedValueOnce(notebook);
  expect(await readFile(uri)).toEqual(read);
  workspace.notebookDocuments = [notebook];
  expect(await readFile(uri)).toEqual(read);
  expect(workspace.openNotebookDocument).toHaveBeenCalledOnce();
});

test("one that can't be read as a notebook is its text", async () => {
  workspace.openNotebookDocument.mockRejectedValueOnce(new Error("no serializer"));
  expect(await readFile(uri)).toEqual({ type: "code", code: "as text" });
});
