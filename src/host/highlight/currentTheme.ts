import * as vscode from "vscode";
import { readThemes, type ThemeFile } from "./grammars.ts";
import type { ThemeChoice } from "./themeFile.ts";

/** What the setting is that holds each kind's theme when VS Code follows the system's colours. */
const preferred: Readonly<Record<vscode.ColorThemeKind, string>> = {
  [vscode.ColorThemeKind.Dark]: "preferredDarkColorTheme",
  [vscode.ColorThemeKind.Light]: "preferredLightColorTheme",
  [vscode.ColorThemeKind.HighContrast]: "preferredHighContrastColorTheme",
  [vscode.ColorThemeKind.HighContrastLight]: "preferredHighContrastLightColorTheme",
};

/** What `currentTheme` reads. VS Code shows a theme before it has written its name. */
export const themeSettings: readonly string[] = [
  "editor.tokenColorCustomizations",
  "workbench.colorTheme",
  ...Object.values(preferred).map((name) => `workbench.${name}`),
];

const kinds: Readonly<
  Record<string, { readonly kind: vscode.ColorThemeKind; readonly foreground: string }>
> = {
  vs: { kind: vscode.ColorThemeKind.Light, foreground: "#333333" },
  "vs-dark": { kind: vscode.ColorThemeKind.Dark, foreground: "#BBBBBB" },
  "hc-black": { kind: vscode.ColorThemeKind.HighContrast, foreground: "#FFFFFF" },
  "hc-light": { kind: vscode.ColorThemeKind.HighContrastLight, foreground: "#292929" },
};

/** The theme that VS Code shows now, with the user's own changes to its token colours. */
export function currentTheme(): ThemeChoice | undefined {
  const theme = findTheme();
  if (theme === undefined) return undefined;
  const customizations: unknown = vscode.workspace
    .getConfiguration("editor")
    .get("tokenColorCustomizations");
  return {
    name: theme.name,
    path: theme.path,
    foreground: kinds[theme.uiTheme]?.foreground,
    customizations: copyOf(customizations),
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

/** VS Code's settings are proxies, which can't be sent to a thread. */
function copyOf(setting: unknown): unknown {
  return JSON.parse(JSON.stringify(setting ?? null));
}
