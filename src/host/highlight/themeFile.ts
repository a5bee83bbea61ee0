import { parse } from "jsonc-parser";
import * as v from "valibot";
import { parseRawGrammar } from "vscode-textmate";

/** One rule of a theme, as TextMate themes have them. */
export interface TokenRule {
  readonly scope?: string | readonly string[] | undefined;
  readonly settings: {
    readonly foreground?: string | undefined;
    readonly background?: string | undefined;
    readonly fontStyle?: string | undefined;
  };
}

/** The token colours of a colour theme; later rules win over earlier ones of the same weight. */
export interface ThemeTokens {
  readonly rules: readonly TokenRule[];
  /** `editor.foreground`, where the theme sets it. */
  readonly foreground?: string | undefined;
}

/** A theme to be read, with the user's own changes to it. */
export interface ThemeChoice {
  /** What the setting `workbench.colorTheme` calls it. */
  readonly name: string;
  readonly path: string;
  /** The colour of text where the theme sets none. */
  readonly foreground: string | undefined;
  /** The setting `editor.tokenColorCustomizations`. */
  readonly customizations: unknown;
}

const RuleSchema = v.object({
  scope: v.optional(v.union([v.string(), v.array(v.string())])),
  settings: v.object({
    foreground: v.fallback(v.optional(v.string()), undefined),
    background: v.fallback(v.optional(v.string()), undefined),
    fontStyle: v.fallback(v.optional(v.string()), undefined),
  }),
});
const rules = v.pipe(
  v.array(v.unknown()),
  v.transform((all) => all.flatMap((rule) => readRule(rule) ?? [])),
);
const ThemeSchema = v.object({
  include: v.fallback(v.optional(v.string()), undefined),
  tokenColors: v.fallback(v.optional(v.union([v.string(), rules])), undefined),
  settings: v.fallback(v.optional(rules), undefined),
  colors: v.fallback(v.optional(v.record(v.string(), v.unknown())), undefined),
});

function readRule(rule: unknown): TokenRule | undefined {
  const result = v.safeParse(RuleSchema, rule);
  return result.success ? result.output : undefined;
}

/** How deep themes may include each other. */
const deepest = 8;

/**
 * Reads a theme with everything it includes. `location` and what `read` takes are addresses of any form that
 * `resolve` understands; files that are missing or broken add nothing.
 */
export async function readTheme(
  location: string,
  read: (location: string) => Promise<string>,
  resolve: (location: string, relative: string) => string,
  depth = 0,
): Promise<ThemeTokens> {
  const theme = readThemeText(location, await read(location).catch(() => ""));
  if (theme === undefined) return { rules: [] };
  const include = (relative: string): Promise<ThemeTokens> =>
    depth < deepest
      ? readTheme(resolve(location, relative), read, resolve, depth + 1)
      : Promise.resolve({ rules: [] });
  const base = theme.include === undefined ? { rules: [] } : await include(theme.include);
  const { tokenColors } = theme;
  const own = typeof tokenColors === "string" ? (await include(tokenColors)).rules : tokenColors;
  const foreground = theme.colors?.["editor.foreground"];
  return {
    rules: [...base.rules, ...(own ?? theme.settings ?? [])],
    foreground: typeof foreground === "string" ? foreground : base.foreground,
  };
}

function readThemeText(
  location: string,
  text: string,
): v.InferOutput<typeof ThemeSchema> | undefined {
  const result = v.safeParse(
    ThemeSchema,
    location.endsWith(".json") ? parse(text) : readPlist(text),
  );
  return result.success ? result.output : undefined;
}

/** The grammar reader is the one public way to the library's reader of property lists. */
function readPlist(text: string): unknown {
  try {
    return parseRawGrammar(text, "theme.plist");
  } catch {
    return undefined;
  }
}

/** What the simple keys of `editor.tokenColorCustomizations` stand for. */
const simpleKeys: Readonly<Record<string, readonly string[]>> = {
  comments: ["comment", "punctuation.definition.comment"],
  strings: ["string", "meta.embedded.assembly"],
  keywords: ["keyword - keyword.operator", "keyword.control", "storage", "storage.type"],
  numbers: ["constant.numeric"],
  types: ["entity.name.type", "entity.name.class", "support.type", "support.class"],
  functions: ["entity.name.function", "support.function"],
  variables: ["variable", "entity.name.variable"],
};

/** The rules of `editor.tokenColorCustomizations` for a theme: the general ones, then those under its name. */
export function customRules(customizations: unknown, themeName: string): readonly TokenRule[] {
  if (!isRecord(customizations)) return [];
  const scoped = Object.entries(customizations).filter(
    ([key, value]) => isRecord(value) && key.startsWith("[") && isNamed(key, themeName),
  );
  return [customizations, ...scoped.map(([, value]) => value)].flatMap(rulesOf);
}

function isNamed(key: string, themeName: string): boolean {
  return Array.from(key.matchAll(/\[([^\]]*)\]/g), ([, pattern = ""]) => pattern).some((pattern) =>
    new RegExp(`^${pattern.split("*").map(escapeRegExp).join(".*")}$`, "i").test(themeName),
  );
}

function escapeRegExp(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
}

function rulesOf(customizations: unknown): readonly TokenRule[] {
  if (!isRecord(customizations)) return [];
  const simple = Object.entries(simpleKeys).flatMap(([key, scope]): TokenRule[] => {
    const value = customizations[key];
    if (typeof value === "string") return [{ scope, settings: { foreground: value } }];
    const rule = readRule({ scope, settings: value });
    return rule === undefined ? [] : [rule];
  });
  const textMate = customizations["textMateRules"];
  const own = Array.isArray(textMate) ? textMate.flatMap((rule) => readRule(rule) ?? []) : [];
  return [...simple, ...own];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
