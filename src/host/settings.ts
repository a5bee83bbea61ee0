import * as vscode from "vscode";
import * as v from "valibot";
import { readParameters } from "../core/parameters.ts";
import { parameterFaults } from "../shared/parameterRules.ts";
import { messageOf } from "../shared/messageOf.ts";
import type { Parameters, Preset } from "../shared/parameters.ts";
import type { Log } from "./log.ts";
import { showError } from "./notices.ts";

/** Time limits in milliseconds; see `eigen.timeouts`. */
export interface Timeouts {
  readonly firstByteMs: number;
  readonly idleMs: number;
  readonly contentMs: number;
}

/** The user's settings, read when they are needed, so that a change counts from the next question on. */
export const settings = {
  baseUrl: (): string => read("baseUrl", v.string(), ""),
  model: (): string => read("model", v.pipe(v.string(), v.trim()), ""),
  models: (): readonly unknown[] => read("models", v.array(v.unknown()), []),
  systemPrompt: (): string => read("systemPrompt", v.string(), ""),
  /** Values that no server takes are left out. */
  parameters: (): Parameters => readParameters(read("parameters", Values, {})),
  presets: (): readonly Preset[] =>
    Object.entries(read("presets", Values, {})).flatMap(([name, value]) => toPreset(name, value)),
  timeouts: (): Timeouts => {
    const { firstByte = 120, idle = 60, content = 600 } = read("timeouts", Seconds, {});
    return { firstByteMs: firstByte * 1000, idleMs: idle * 1000, contentMs: content * 1000 };
  },
  vscodeChatEnabled: (): boolean => read("vscodeChat.enabled", v.boolean(), true),
  historyEnabled: (): boolean => read("history.enabled", v.boolean(), true),
};

/** Calls back after a change of one of these settings (names without `eigen.`). */
export function onSettingsChange(
  names: readonly string[],
  listener: () => void,
): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((event) => {
    if (names.some((name) => event.affectsConfiguration(`eigen.${name}`))) listener();
  });
}

/** Writes a setting (named without `eigen.`) for all windows; says so where that fails, as with a slip in the file. */
export async function writeSetting(name: string, value: unknown): Promise<void> {
  try {
    await vscode.workspace
      .getConfiguration("eigen")
      .update(name, value, vscode.ConfigurationTarget.Global);
  } catch (error) {
    void showError(vscode.l10n.t("The setting could not be written: {0}", messageOf(error)));
  }
}

/** Writes down what is left out of the parameters, now and after each change. */
export function logParameterFaults(log: Log): vscode.Disposable {
  const check = () => {
    for (const fault of parameterFaults(read("parameters", Values, {})))
      log.warn(`Left out of the setting eigen.parameters: ${fault}.`);
  };
  check();
  return onSettingsChange(["parameters"], check);
}

const ignored = <T>(schema: v.GenericSchema<unknown, T>) =>
  v.optional(v.fallback(v.optional(schema), undefined));

const Values = v.record(v.string(), v.unknown());

const PresetSchema = v.object({
  parameters: v.fallback(Values, {}),
  systemPrompt: ignored(v.string()),
});

/** One that can't be read does not take the others with it. */
function toPreset(name: string, value: unknown): readonly Preset[] {
  const read = v.safeParse(PresetSchema, value);
  if (!read.success) return [];
  const { parameters, systemPrompt } = read.output;
  return [
    {
      name,
      parameters: readParameters(parameters),
      ...(systemPrompt !== undefined && { systemPrompt }),
    },
  ];
}

const positive = v.pipe(v.number(), v.gtValue(0));
const Seconds = v.object({
  firstByte: ignored(positive),
  idle: ignored(positive),
  content: ignored(positive),
});

function read<T>(name: string, schema: v.GenericSchema<unknown, T>, otherwise: T): T {
  const result = v.safeParse(schema, vscode.workspace.getConfiguration("eigen").get(name));
  return result.success ? result.output : otherwise;
}
