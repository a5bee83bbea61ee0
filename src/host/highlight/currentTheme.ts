import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import * as vscode from "vscode";
import { readThemes, type ThemeFile } from "./grammars.ts";
import { customRules, readTheme, type ThemeTokens } from "./themeFile.ts";

/** What the setting is that holds each kind's theme when VS Code follows the system's colours. */
const preferred: Readonly<Record<vscode.ColorThemeKind, string>> = {
  [vscode.ColorThemeKind.Dark]: "preferredDarkColorTheme",
  [vscode.ColorThemeKind.Light]: "preferredLightColorTheme",
  [vscode.ColorThemeKind.HighContrast]: "preferredHighContrastColorTheme",
  [vscode.ColorThemeKind.HighContrastLight]: "preferredHighContrastLightColorTheme",
};

const kinds: Readonly<
  Record<string, { readonly kind: vscode.ColorThemeKind; readonly foreground: string }>
> = {
  vs: { kind: vscode.ColorThemeKind.Light, foreground: "#333333" },
  "vs-dark": { kind: vscode.ColorThemeKind.Dark, foreground: "#BBBBBB" },
  "hc-black": { kind: vscode.ColorThemeKind.HighContrast, foreground: "#FFFFFF" },
  "hc-light": { kind: vscode.ColorThemeKind.HighContrastLight, foreground: "#292929" },
};

/** The token colours of the theme that VS Code shows now, with the user's own changes to them. */
export async function currentTheme(): Promise<ThemeTokens> {
  const theme = findTheme();
  if (theme === undefined) return { rules: [] };
  const { rules, foreground } = await readTheme(
    theme.path,
    (path) => readFile(path, "utf8"),
    (path, relative) => join(dirname(path), relative),
  );
  const customizations: unknown = vscode.workspace
    .getConfiguration("editor")
    .get("tokenColorCustomizations");
  return {
    rules: [...rules, ...customRules(customizations, theme.name)],
    foreground: foreground ?? kinds[theme.uiTheme]?.foreground,
  };
}

/** The API tells the kind of the theme only; its name is in one of the settings. */
function findTheme(): ThemeFile | undefined {
  const { kind } = vscode.window.activeColorTheme;
  const workbench = vscode.workspace.getConfiguration("workbench");
  const names = ["colorTheme", preferred[kind]].map((key) => workbench.get<string>(key));
  const themes = vscode.extensions.all.flatMap(({ extensionPath, packageJSON }) =>
    readThemes(extensionPath, packageJSON),
  );
  const ofKind = themes.filter(({ uiTheme }) => kinds[uiTheme]?.kind === kind);
  const named = names.flatMap((name) => ofKind.find((theme) => theme.name === name) ?? []);
  return named[0] ?? ofKind[0];
}
