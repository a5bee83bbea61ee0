import * as v from "valibot";

/** One entry of an extension's `contributes.languages`, as far as it tells languages apart. */
export interface Language {
  readonly id: string;
  readonly aliases: readonly string[];
  /** With the dot. */
  readonly extensions: readonly string[];
}

const texts = v.fallback(v.array(v.string()), []);
const ManifestSchema = v.object({
  contributes: v.object({
    languages: v.array(
      v.object({
        id: v.string(),
        aliases: v.optional(texts, []),
        extensions: v.optional(texts, []),
      }),
    ),
  }),
});

export function readLanguages(manifest: unknown): readonly Language[] {
  const result = v.safeParse(ManifestSchema, manifest);
  return result.success ? result.output.contributes.languages : [];
}

/** Tags that models write and no extension lists. */
const customary: ReadonlyMap<string, string> = new Map([
  ["bash", "shellscript"],
  ["console", "shellscript"],
  ["sh", "shellscript"],
  ["shell", "shellscript"],
  ["zsh", "shellscript"],
  ["c#", "csharp"],
  ["c++", "cpp"],
  ["docker", "dockerfile"],
  ["golang", "go"],
  ["js", "javascript"],
  ["jsx", "javascriptreact"],
  ["patch", "diff"],
  ["ps1", "powershell"],
  ["py", "python"],
  ["rb", "ruby"],
  ["rs", "rust"],
  ["ts", "typescript"],
  ["tsx", "typescriptreact"],
  ["yml", "yaml"],
]);

/** The id of the language that a fence's tag means: an id itself, an alias, or a file's ending. */
export function findLanguage(languages: readonly Language[], tag: string): string | undefined {
  const wanted = tag.toLowerCase();
  if (wanted === "") return undefined;
  const common = customary.get(wanted);
  const matches: readonly ((language: Language) => boolean)[] = [
    ({ id }) => id.toLowerCase() === wanted || id === common,
    ({ aliases }) => aliases.some((alias) => alias.toLowerCase() === wanted),
    ({ extensions }) => extensions.some((ending) => ending.toLowerCase() === `.${wanted}`),
  ];
  return matches.map((match) => languages.find(match)?.id).find((id) => id !== undefined);
}
