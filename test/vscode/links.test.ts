import * as assert from "node:assert/strict";
import { suite, test } from "mocha";
import * as vscode from "vscode";
import { openLink } from "../../src/host/links.ts";
import { pressing } from "./dialogs.ts";

suite("Links in answers", () => {
  test("open as they are written, character for character, and only those to the web", async () => {
    const { openExternal } = vscode.env;
    const opened: unknown[] = [];
    vscode.env.openExternal = async (target) => opened.push(target) > 0;
    const link = "https://example.org/a%2Fb?q=a%26admin%3D1&r=%C3%A9#%23";
    const asked = await pressing("Open", async () => {
      await openLink(link);
      await openLink("command:workbench.action.quit");
    });
    vscode.env.openExternal = openExternal;
    assert.equal(asked.length, 1);
    assert.deepEqual(opened, [link]);
  });
});
