import * as assert from "node:assert/strict";
import { setTimeout } from "node:timers/promises";
import { suite, suiteSetup, suiteTeardown, test } from "mocha";
import * as vscode from "vscode";
import { attachmentName } from "../../src/core/attachment.ts";
import { ChatDraft } from "../../src/host/chatView/draft.ts";
import { proposalScheme } from "../../src/host/code/proposalScheme.ts";
import { LastEditor } from "../../src/host/context/lastEditor.ts";
import { selectedCode } from "../../src/host/context/selection.ts";
import { SelectionOffer } from "../../src/host/context/selectionOffer.ts";
import { emptyChats } from "../emptyChats.ts";
import { until } from "./until.ts";

suite("The selection that is offered", () => {
  const lastEditor = new LastEditor();
  let isWanted = true;
  const offer = new SelectionOffer(
    () => lastEditor.current,
    () => [],
    () => isWanted,
  );
  const chat = emptyChats().create();
  const draft = new ChatDraft(
    () => chat,
    offer,
    () => undefined,
  );
  const following = offer.onDidChange(() => draft.selectionChanged());
  let editor: vscode.TextEditor;

  suiteSetup(async () => {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    assert.ok(folder);
    editor = await vscode.window.showTextDocument(vscode.Uri.joinPath(folder, "web", "greet.ts"));
  });
  suiteTeardown(() => {
    following.dispose();
    offer.dispose();
    lastEditor.dispose();
  });

  test("is looked at only once a chat was opened", async () => {
    isWanted = false;
    editor.selection = lines(3, 4);
    await setTimeout(500);
    assert.deepEqual(offered(), []);
    isWanted = true;
    offer.lookSoon();
    await rested(3);
    assert.deepEqual(offered(), ["greet.ts:3-4"]);
  });

  test("is not offered again after it was removed, until something else was selected", async () => {
    await select(3, 4);
    assert.deepEqual(offered(), ["greet.ts:3-4"]);
    draft.remove(draft.offered[0]?.id ?? "");
    assert.deepEqual(offered(), []);
    await select(10, 16);
    assert.deepEqual(offered(), ["greet.ts:10-16"]);
    await select(3, 4);
    assert.deepEqual(offered(), ["greet.ts:3-4"]);
  });

  test("is not offered when it was attached and removed before it had rested", async () => {
    await select(3, 4);
    editor.selection = lines(10, 16);
    const attached = await selectedCode(editor);
    draft.add(attached);
    draft.remove(attached[0]?.id ?? "");
    await rested(10);
    assert.deepEqual(offered(), []);
  });

  test("is that of a notebook's cell, too", async () => {
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(folder);
    const uri = vscode.Uri.joinPath(folder.uri, "cells.ipynb");
    const cell = { cell_type: "code", metadata: {}, outputs: [], source: ["a = 1\n", "b = 2"] };
    const file = { cells: [cell], metadata: {}, nbformat: 4, nbformat_minor: 5 };
    await vscode.workspace.fs.writeFile(uri, Buffer.from(JSON.stringify(file)));
    const notebook = await vscode.workspace.openNotebookDocument(uri);
    await vscode.window.showNotebookDocument(notebook);
    const inCell = await vscode.window.showTextDocument(notebook.cellAt(0).document);
    inCell.selection = new vscode.Selection(1, 0, 1, 5);
    const inNotebook = ["cells.ipynb (cell 1):2"];
    assert.deepEqual(await until(offered, ([one]) => one === inNotebook[0]), inNotebook);
    await vscode.commands.executeCommand("workbench.action.closeActiveEditor");
    await vscode.workspace.fs.delete(uri);
    editor = await vscode.window.showTextDocument(editor.document);
    await until(
      () => lastEditor.current,
      (current) => current === editor,
    );
  });

  test("is never that of a proposed change", async () => {
    const proposed = editor.document.uri.with({ scheme: proposalScheme });
    await vscode.commands.executeCommand("vscode.diff", editor.document.uri, proposed);
    await until(
      () => vscode.window.activeTextEditor?.document.uri.scheme,
      (scheme) => scheme === proposalScheme,
    );
    assert.equal(lastEditor.current?.document, editor.document);
    await vscode.commands.executeCommand("workbench.action.closeActiveEditor");
    editor = await vscode.window.showTextDocument(editor.document);
    await until(
      () => lastEditor.current,
      (current) => current === editor,
    );
  });

  test("is that of the editor beside a chat's tab, as long as it can be seen", async () => {
    const tab = vscode.window.createWebviewPanel("test", "Beside", vscode.ViewColumn.Beside);
    await keyboardIsIn(undefined);
    assert.equal(lastEditor.current, editor);
    const tides = vscode.Uri.joinPath(editor.document.uri, "..", "..", "python", "tides.py");
    const other = await vscode.window.showTextDocument(tides, {
      ...(editor.viewColumn !== undefined && { viewColumn: editor.viewColumn }),
    });
    await vscode.commands.executeCommand("workbench.action.focusNextGroup");
    await keyboardIsIn(undefined);
    assert.equal(lastEditor.current, other);
    await vscode.window.tabGroups.close(
      vscode.window.tabGroups.all.flatMap((group) => (group.isActive ? [] : group.tabs)),
    );
    await until(
      () => vscode.window.visibleTextEditors.length,
      (count) => count === 0,
    );
    assert.equal(lastEditor.current, undefined);
    tab.dispose();
  });

  function offered(): readonly string[] {
    return draft.offered.map(attachmentName);
  }

  async function select(first: number, last: number): Promise<void> {
    editor.selection = lines(first, last);
    await rested(first);
  }

  function rested(first: number): Promise<unknown> {
    return until(
      () => offer.current[0]?.lines?.start,
      (line) => line === first,
    );
  }
});

async function keyboardIsIn(expected: vscode.TextEditor | undefined): Promise<void> {
  const active = await until(
    () => vscode.window.activeTextEditor,
    (found) => found === expected,
  );
  assert.equal(active, expected);
}

/** From 1, inclusive. */
function lines(first: number, last: number): vscode.Selection {
  return new vscode.Selection(first - 1, 0, last - 1, Number.MAX_SAFE_INTEGER);
}
