import { join } from "node:path";
import * as v from "valibot";

/** A grammar of an installed extension. */
export interface GrammarFile {
  readonly scopeName: string;
  /** The file on disk. */
  readonly path: string;
  readonly language: string | undefined;
  readonly injectTo: readonly string[];
}

const ManifestSchema = v.object({
  contributes: v.object({
    grammars: v.array(
      v.object({
        scopeName: v.string(),
        path: v.string(),
        language: v.optional(v.string()),
        injectTo: v.fallback(v.optional(v.array(v.string()), []), []),
      }),
    ),
  }),
});

export function readGrammars(extensionPath: string, manifest: unknown): readonly GrammarFile[] {
  const result = v.safeParse(ManifestSchema, manifest);
  if (!result.success) return [];
  return result.output.contributes.grammars.map(({ scopeName, path, language, injectTo }) => ({
    scopeName,
    path: join(extensionPath, path),
    language,
    injectTo,
  }));
}

const ThemesSchema = v.object({
  contributes: v.object({
    themes: v.array(
      v.object({
        id: v.optional(v.string()),
        label: v.optional(v.string()),
        uiTheme: v.string(),
        path: v.string(),
      }),
    ),
  }),
});

/** A colour theme of an installed extension. */
export interface ThemeFile {
  /** What the setting `workbench.colorTheme` calls it. */
  readonly name: string;
  readonly uiTheme: string;
  readonly path: string;
}

export function readThemes(extensionPath: string, manifest: unknown): readonly ThemeFile[] {
  const result = v.safeParse(ThemesSchema, manifest);
  if (!result.success) return [];
  return result.output.contributes.themes.map(({ id, label, uiTheme, path }) => ({
    name: id ?? label ?? "",
    uiTheme,
    path: join(extensionPath, path),
  }));
}
