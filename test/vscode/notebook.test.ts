import * as assert from "node:assert/strict";
import { suite, test } from "mocha";
import * as vscode from "vscode";
import { readFile } from "../../src/host/context/files.ts";

const { Position, Uri } = vscode;

suite("A notebook", () => {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  assert.ok(folder);

  test("is read as the text of its cells, with what was not saved and without what they put out", async () => {
    const source = ["import math\n", "high = 3"];
    const output = { output_type: "stream", name: "stdout", text: ["put out\n"] };
    const cells = [
      { cell_type: "markdown", metadata: {}, source: ["# Tides"] },
      { cell_type: "code", metadata: {}, source, outputs: [output], execution_count: 1 },
    ];
    const metadata = { language_info: { name: "python" } };
    const file = Uri.joinPath(folder, "python", "tides.ipynb");
    const json = JSON.stringify({ cells, metadata, nbformat: 4, nbformat_minor: 5 });
    await vscode.workspace.fs.writeFile(file, Buffer.from(json));
    const closed = await readFile(file);
    assert.ok(closed.type === "code");
    assert.equal(closed.code.path, "python/tides.ipynb");
    const text = "# %% cell 1 [markdown]\n# Tides\n\n# %% cell 2 [python]\nimport math\nhigh = 3";
    assert.equal(closed.code.text, text);
    const notebook = await vscode.workspace.openNotebookDocument(file);
    await vscode.window.showNotebookDocument(notebook);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(notebook.cellAt(1).document.uri, new Position(1, 8), "3");
    assert.ok(await vscode.workspace.applyEdit(edit));
    const open = await readFile(file);
    assert.equal(open.type === "code" && open.code.text, `${text}3`);
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
    await vscode.workspace.fs.delete(file);
  });
});
