import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import type { StateStack } from "vscode-textmate";
import type { HighlightIntent, TokensSignal } from "../../shared/colouring.ts";
import type { GrammarFile } from "./grammars.ts";
import { customRules, readTheme, type ThemeChoice } from "./themeFile.ts";
import { Tokenizer } from "./tokenizer.ts";
import onig from "vscode-oniguruma/release/onig.wasm";

/*
 * The tokeniser's own thread: a grammar that takes its time holds up neither the extension host nor the view. Jobs
 * are done one after another, in the order they were posted.
 */

export type ToTokenThread =
  | { readonly type: "theme"; readonly theme: ThemeChoice }
  | {
      readonly type: "highlight";
      /** Blocks are numbered by each page for itself. */
      readonly page: number;
      readonly job: HighlightIntent;
      readonly languageId: string;
    };

/** Blocks that wait for more lines; a block that was given up must not stay for ever. */
const mostOpenBlocks = 100;

const grammars: readonly GrammarFile[] = workerData;
const tokenizer = new Tokenizer(grammars, Promise.resolve(onig.slice().buffer));
const open = new Map<string, { readonly next: number; readonly state: StateStack }>();
let turn = Promise.resolve();

parentPort?.on("message", (message: ToTokenThread) => {
  turn = turn.then(() => handle(message));
});

async function handle(message: ToTokenThread): Promise<void> {
  if (message.type === "theme") return useTheme(message.theme);
  const { page, job } = message;
  const { block, from, text, peek } = job;
  const key = `${page} ${block}`;
  const answer = ({ styles, lines }: Pick<TokensSignal, "styles" | "lines">): void =>
    parentPort?.postMessage({
      type: "tokens",
      block,
      from,
      styles,
      lines,
    } satisfies TokensSignal);
  const before = from === 0 ? undefined : open.get(key);
  if (from !== 0 && before?.next !== from) return answer({ styles: [], lines: [] });
  const lines = text.replace(/\n$/, "").split("\n");
  const tokenized = await tokenizer.tokenize(message.languageId, lines, before?.state);
  if (tokenized !== undefined && !peek) keep(key, from + lines.length, tokenized.state);
  answer({ styles: tokenized?.styles ?? [], lines: tokenized?.lines ?? [] });
}

async function useTheme(choice: ThemeChoice): Promise<void> {
  const { rules, foreground } = await readTheme(
    choice.path,
    (path) => readFile(path, "utf8"),
    (path, relative) => join(dirname(path), relative),
  );
  tokenizer.setTheme({
    rules: [...rules, ...customRules(choice.customizations, choice.name)],
    foreground: foreground ?? choice.foreground,
  });
}

function keep(key: string, next: number, state: StateStack): void {
  open.delete(key);
  open.set(key, { next, state });
  const [oldest] = open.keys();
  if (open.size > mostOpenBlocks && oldest !== undefined) open.delete(oldest);
}
