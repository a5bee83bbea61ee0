import * as vscode from "vscode";
import { listPresets } from "../core/presets.ts";
import type { Preset } from "../shared/parameters.ts";
import { settings } from "./settings.ts";

const { l10n } = vscode;

/** The built-in presets and those of the setting `eigen.presets`. */
export function presets(): readonly Preset[] {
  return listPresets(settings.presets());
}

/** Asks for a name and keeps the preset in the user's settings. */
export async function savePreset(preset: Omit<Preset, "name">): Promise<void> {
  const name = await vscode.window.showInputBox({
    title: l10n.t("Save as Preset"),
    prompt: l10n.t("Keeps the parameters and the system prompt. An existing name is replaced."),
    validateInput: (value) => (value.trim() === "" ? l10n.t("A preset needs a name.") : undefined),
  });
  if (name === undefined) return;
  const others = settings.presets().filter((other) => other.name !== name.trim());
  await write([...others, { ...preset, name: name.trim() }]);
}

export async function deletePreset(name: string): Promise<void> {
  await write(settings.presets().filter((preset) => preset.name !== name));
}

async function write(own: readonly Preset[]): Promise<void> {
  const value = Object.fromEntries(own.map(({ name, ...preset }) => [name, preset]));
  await vscode.workspace
    .getConfiguration("eigen")
    .update("presets", value, vscode.ConfigurationTarget.Global);
}
