import * as assert from "node:assert/strict";
import { suite, suiteTeardown, test } from "mocha";
import * as vscode from "vscode";
import { pickCandidates } from "../../src/host/models/candidatePicker.ts";
import { deletePreset, presets } from "../../src/host/presets.ts";

const setting = () => vscode.workspace.getConfiguration("eigen");
const { Global } = vscode.ConfigurationTarget;

suite("Presets", () => {
  suiteTeardown(() => setting().update("presets", undefined, Global));

  test("one that can't be read hides no other, and stays in the settings when another is deleted", async () => {
    const mine = { parameters: { top_k: 5 } };
    await setting().update("presets", { Mine: mine, Old: null, Other: mine }, Global);
    const own = presets().filter((preset) => preset.own === true);
    assert.deepEqual(
      own.map(({ name }) => name),
      ["Mine", "Other"],
    );
    await deletePreset("Mine");
    assert.deepEqual(setting().inspect("presets")?.globalValue, { Old: null, Other: mine });
  });

  test("a chat that is set like a preset is compared with itself once at most", async () => {
    const own = { model: "m", parameters: { temperature: 0.7 } };
    const other = { model: "m", parameters: { temperature: 0.2 } };
    const { createQuickPick } = vscode.window;
    let accept: (() => void) | undefined;
    const picker = {
      onDidAccept: (listener: () => void) => void (accept = listener),
      onDidHide: () => {},
      show: () => accept?.(),
      hide: () => {},
    };
    Reflect.set(vscode.window, "createQuickPick", () => picker);
    const chosen = await pickCandidates({
      own,
      chosen: [own, other],
      models: [],
      presets: presets(),
      name: String,
    });
    Reflect.set(vscode.window, "createQuickPick", createQuickPick);
    assert.deepEqual(chosen, [own, other]);
  });
});
