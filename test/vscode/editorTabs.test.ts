import * as assert from "node:assert/strict";
import { suite, suiteTeardown, test } from "mocha";
import * as vscode from "vscode";
import { until } from "./until.ts";

suite("Chats in editor tabs", () => {
  suiteTeardown(() => switchHistory(undefined));

  test("have titles that say nothing of a chat for as long as the history is off", async () => {
    await vscode.commands.executeCommand("eigen.openInEditor");
    assert.equal(await title("New Chat"), "New Chat");
    await switchHistory(false);
    assert.equal(await title("Chat"), "Chat");
    await switchHistory(true);
    assert.equal(await title("New Chat"), "New Chat");
    await vscode.commands.executeCommand("workbench.action.closeActiveEditor");
  });

  test("start the extension when VS Code brings them back", async () => {
    await vscode.commands.executeCommand("eigen.openInEditor");
    await title("New Chat");
    const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
    assert.ok(input instanceof vscode.TabInputWebview);
    const events: unknown =
      vscode.extensions.getExtension("eigenchat.eigen-chat")?.packageJSON.activationEvents;
    assert.ok(Array.isArray(events));
    // VS Code puts words of its own before our name of the type.
    assert.ok(events.includes(`onWebviewPanel:${input.viewType.replace(/^.*-/, "")}`));
    await vscode.commands.executeCommand("workbench.action.closeActiveEditor");
  });
});

function title(expected: string): Promise<string | undefined> {
  return until(
    () => vscode.window.tabGroups.activeTabGroup.activeTab?.label,
    (label) => label === expected,
  );
}

async function switchHistory(value: boolean | undefined): Promise<void> {
  const { Global } = vscode.ConfigurationTarget;
  await vscode.workspace.getConfiguration("eigen").update("history.enabled", value, Global);
}
