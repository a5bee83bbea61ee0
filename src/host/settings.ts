import * as vscode from "vscode";
import * as v from "valibot";
import { type Parameters, type Preset, reasoningEfforts } from "../shared/parameters.ts";

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
  /** Values that don't fit a parameter's type are left out. */
  parameters: (): Parameters => withoutUndefined(read("parameters", ParametersSchema, {})),
  presets: (): readonly Preset[] =>
    Object.entries(read("presets", PresetsSchema, {})).map(toPreset),
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

const ignored = <T>(schema: v.GenericSchema<unknown, T>) =>
  v.optional(v.fallback(v.optional(schema), undefined));

const ParametersSchema = v.object({
  temperature: ignored(v.number()),
  max_tokens: ignored(v.number()),
  top_p: ignored(v.number()),
  top_k: ignored(v.number()),
  min_p: ignored(v.number()),
  repetition_penalty: ignored(v.number()),
  reasoning_effort: ignored(v.picklist(reasoningEfforts)),
  separate_reasoning: ignored(v.boolean()),
  thinking: ignored(v.boolean()),
  stream: ignored(v.boolean()),
});

const PresetsSchema = v.record(
  v.string(),
  v.object({
    parameters: v.fallback(ParametersSchema, {}),
    systemPrompt: ignored(v.string()),
  }),
);

function toPreset([name, { parameters, systemPrompt }]: [
  string,
  v.InferOutput<typeof PresetsSchema>[string],
]): Preset {
  return {
    name,
    parameters: withoutUndefined(parameters),
    ...(systemPrompt !== undefined && { systemPrompt }),
  };
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

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

function withoutUndefined<T extends object>(value: T): Defined<T> {
  const entries = Object.entries(value).filter(([, entry]) => entry !== undefined);
  // The entries are those of `value` without the undefined ones.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return Object.fromEntries(entries) as Defined<T>;
}
