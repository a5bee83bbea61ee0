import * as assert from "node:assert/strict";
import { suite, suiteSetup, suiteTeardown, test } from "mocha";
import * as vscode from "vscode";
import { attachmentName } from "../../src/core/attachment.ts";
import { ChatDraft } from "../../src/host/chatView/draft.ts";
import { selectedCode } from "../../src/host/context/selection.ts";
import { SelectionOffer } from "../../src/host/context/selectionOffer.ts";
import { emptyChats } from "../emptyChats.ts";
import { until } from "./until.ts";

suite("The selection that is offered", () => {
  const offer = new SelectionOffer(() => []);
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

/** From 1, inclusive. */
function lines(first: number, last: number): vscode.Selection {
  return new vscode.Selection(first - 1, 0, last - 1, Number.MAX_SAFE_INTEGER);
}
