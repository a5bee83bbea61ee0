import * as assert from "node:assert/strict";
import { suite, test } from "mocha";
import * as v from "valibot";
import * as vscode from "vscode";

const Manifest = v.object({
  contributes: v.object({
    commands: v.array(v.object({ command: v.string() })),
    configuration: v.object({
      properties: v.record(v.string(), v.object({ scope: v.string() })),
    }),
  }),
});

suite("The extension", () => {
  const extension = vscode.extensions.getExtension("eigenchat.eigen-chat");
  assert.ok(extension);
  const { contributes } = v.parse(Manifest, extension.packageJSON);
  const settings = Object.entries(contributes.configuration.properties);

  test("starts, and shows its view", async () => {
    await extension.activate();
    await vscode.commands.executeCommand("eigen.openChat");
  });

  test("registers exactly the commands that it contributes", async () => {
    await extension.activate();
    const contributed = contributes.commands.map(({ command }) => command);
    // `eigen.chat.focus` and the like are made by VS Code for the view.
    const registered = (await vscode.commands.getCommands(true)).filter((command) =>
      /^eigen\.(?!chat\.)/.test(command),
    );
    assert.deepEqual(registered.toSorted(), contributed.toSorted());
  });

  test("keeps every setting but the system prompt out of a workspace's reach", () => {
    const open = settings.filter(([, { scope }]) => scope !== "application");
    assert.deepEqual(
      open.map(([name]) => name),
      ["eigen.systemPrompt"],
    );
  });

  test("takes no address, model or parameters from a workspace that plants them", () => {
    const planted = vscode.workspace.getConfiguration();
    assert.equal(planted.get("editor.tabSize"), 7, "the planted settings were not read at all");
    for (const [name, { scope }] of settings) {
      if (scope !== "application") continue;
      const { defaultValue } = planted.inspect(name) ?? {};
      assert.deepEqual(planted.get(name), defaultValue, name);
    }
  });

  test("refuses to write its settings into a workspace", async () => {
    const configuration = vscode.workspace.getConfiguration();
    const { Workspace } = vscode.ConfigurationTarget;
    await assert.rejects(async () => configuration.update("eigen.baseUrl", "x", Workspace));
  });
});
