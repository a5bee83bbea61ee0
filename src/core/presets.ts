import type { Preset } from "../shared/parameters.ts";

/** Temperatures as the API's page describes them: about 0.2 is focused, above 1 is varied. */
const builtInPresets: readonly Preset[] = [
  { name: "Precise", parameters: { temperature: 0.2 } },
  { name: "Balanced", parameters: { temperature: 0.7 } },
  { name: "Creative", parameters: { temperature: 1.1 } },
];

/** The built-in presets and the user's own, which replace built-in ones of the same name. */
export function listPresets(own: readonly Preset[]): readonly Preset[] {
  const names = new Set(own.map(({ name }) => name));
  return [
    ...builtInPresets.filter(({ name }) => !names.has(name)),
    ...own.map((preset) => ({ ...preset, own: true })),
  ];
}
