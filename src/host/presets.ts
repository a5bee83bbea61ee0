import * as vscode from "vscode";
import { listPresets } from "../core/presets.ts";
import type { Preset } from "../shared/parameters.ts";
import { settings, writeSetting } from "./settings.ts";

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
  await write([...others(name.trim()), [name.trim(), preset]]);
}

export async function deletePreset(name: string): Promise<void> {
  await write(others(name));
}

/** The other presets as they stand in the settings: what can't be read may be a slip that the user will mend. */
function others(name: string): readonly (readonly [string, unknown])[] {
  const setting = vscode.workspace.getConfiguration("eigen").inspect<unknown>("presets");
  const value = setting?.globalValue;
  const isRecord = typeof value === "object" && value !== null && !Array.isArray(value);
  return isRecord ? Object.entries(value).filter(([other]) => other !== name) : [];
}

async function write(presets: readonly (readonly [string, unknown])[]): Promise<void> {
  await writeSetting("presets", Object.fromEntries(presets));
}
