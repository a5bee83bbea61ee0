import { readFile } from "node:fs/promises";
import { createOnigScanner, createOnigString, loadWASM } from "vscode-oniguruma";
import {
  INITIAL,
  parseRawGrammar,
  Registry,
  type IGrammar,
  type IRawGrammar,
  type IRawTheme,
  type StateStack,
} from "vscode-textmate";
import type { TokenLine } from "../../shared/colouring.ts";
import type { GrammarFile } from "./grammars.ts";
import type { ThemeTokens, TokenRule } from "./themeFile.ts";

/** A longer line stays plain, as in the editor's own worst case. */
const longestLine = 5000;
/** How long one line may take, in milliseconds: as long as in the editor. */
const lineLimit = 500;

/** Lines with the colours that the editor gives them, and the state that the next lines go on from. */
export interface Tokenized {
  readonly lines: readonly TokenLine[];
  readonly styles: readonly string[];
  readonly state: StateStack;
}

/** Tokenises code with the grammars and the theme of the installed extensions. */
export class Tokenizer {
  readonly #grammars: ReadonlyMap<string, GrammarFile>;
  readonly #registry: Registry;
  readonly #loaded = new Map<string, Promise<IGrammar | null>>();

  /** `wasm`: the bytes of Oniguruma, the regular expressions that grammars are written in. */
  constructor(grammars: readonly GrammarFile[], wasm: Promise<ArrayBuffer>) {
    this.#grammars = new Map(grammars.map((grammar) => [grammar.scopeName, grammar]));
    this.#registry = new Registry({
      onigLib: wasm.then(loadWASM).then(() => ({ createOnigScanner, createOnigString })),
      loadGrammar: (scopeName) => this.#read(scopeName),
      getInjections: (scopeName) =>
        grammars
          .filter(({ injectTo }) => injectTo.includes(scopeName))
          .map(({ scopeName }) => scopeName),
    });
  }

  setTheme({ rules, foreground }: ThemeTokens): void {
    const base = { settings: { foreground: foreground ?? "#BBBBBB", background: "#000000" } };
    this.#registry.setTheme({ settings: [base, ...rules.flatMap(scopedSetting)] });
  }

  /** Tokenises the next lines of a text; undefined where no grammar is known. */
  async tokenize(
    languageId: string,
    lines: readonly string[],
    state: StateStack = INITIAL,
  ): Promise<Tokenized | undefined> {
    const grammar = await this.#grammar(languageId);
    if (grammar === null) return undefined;
    const colors = this.#registry.getColorMap();
    const styles: string[] = [];
    const style = (metadata: number): number => {
      const text = styleOf(metadata, colors);
      const known = styles.indexOf(text);
      return known >= 0 ? known : styles.push(text) - 1;
    };
    let stack = state;
    const tokenized = lines.map((line): TokenLine => {
      if (line.length > longestLine) return [];
      let result = grammar.tokenizeLine2(line, stack, lineLimit);
      // Time may have gone into compiling the grammar's expressions, which a second try finds done.
      if (result.stoppedEarly) result = grammar.tokenizeLine2(line, stack, lineLimit);
      // The next line goes on from before a line that was given up, as in the editor.
      if (result.stoppedEarly) return [];
      stack = result.ruleStack;
      return tokensOf(result.tokens, line.length, style);
    });
    return { lines: tokenized, styles, state: stack };
  }

  #grammar(languageId: string): Promise<IGrammar | null> {
    const known = this.#loaded.get(languageId);
    if (known !== undefined) return known;
    // Of several for a language the editor takes the last.
    const file = [...this.#grammars.values()].findLast(({ language }) => language === languageId);
    const grammar =
      file === undefined
        ? Promise.resolve(null)
        : this.#registry.loadGrammarWithConfiguration(file.scopeName, 1, {}).catch(() => null);
    this.#loaded.set(languageId, grammar);
    return grammar;
  }

  async #read(scopeName: string): Promise<IRawGrammar | null> {
    const path = this.#grammars.get(scopeName)?.path;
    return path === undefined ? null : parseRawGrammar(await readFile(path, "utf8"), path);
  }
}

/** A rule without a scope would be the default of all text, which the editor's own colours are. */
function scopedSetting({ scope, settings }: TokenRule): IRawTheme["settings"] {
  if (scope === undefined) return [];
  const { foreground, background, fontStyle } = settings;
  const set = {
    ...(foreground === undefined ? {} : { foreground }),
    ...(background === undefined ? {} : { background }),
    ...(fontStyle === undefined ? {} : { fontStyle }),
  };
  // One string can name several scopes, which the library takes apart.
  return [{ scope: typeof scope === "string" ? scope : [...scope], settings: set }];
}

/** Where font style and foreground are in a token's metadata. */
const fontStyleShift = 11;
const fontStyleMask = 0b1111;
const foregroundShift = 15;
const foregroundMask = 0b1_1111_1111;
const defaultForeground = 1;

/** Such as `#569CD6 bold`; empty where the token looks like any text. */
function styleOf(metadata: number, colors: readonly string[]): string {
  const foreground = (metadata >>> foregroundShift) & foregroundMask;
  const font = (metadata >>> fontStyleShift) & fontStyleMask;
  const names = ["italic", "bold", "underline", "line-through"].filter(
    (_, bit) => font & (1 << bit),
  );
  const color = foreground === defaultForeground ? "" : (colors[foreground] ?? "");
  return [color, ...names].filter((part) => part !== "").join(" ");
}

/** Lengths and styles in turn; neighbours of the same style are one. */
function tokensOf(
  tokens: Uint32Array,
  length: number,
  style: (metadata: number) => number,
): TokenLine {
  const line: number[] = [];
  for (let index = 0; index < tokens.length; index += 2) {
    const start = tokens[index] ?? 0;
    const end = Math.min(tokens[index + 2] ?? length, length);
    const kind = style(tokens[index + 1] ?? 0);
    if (end <= start) continue;
    if (line.at(-1) === kind && line.length > 0)
      line[line.length - 2] = (line.at(-2) ?? 0) + end - start;
    else line.push(end - start, kind);
  }
  return line;
}
