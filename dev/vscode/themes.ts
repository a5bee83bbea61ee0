/** Themes that every VS Code has, by short names. */
export const themes: ReadonlyMap<string, string> = new Map([
  ["dark", "Dark Modern"],
  ["light", "Light Modern"],
  ["hc", "Default High Contrast"],
  ["hc-light", "Default High Contrast Light"],
]);
