import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Worker } from "node:worker_threads";
import { parse } from "jsonc-parser";
import * as v from "valibot";
import { root } from "../../dev/root.ts";
import { installVSCode } from "../../dev/vscode/install.ts";
import { findLanguage, readLanguages } from "../../src/core/languages.ts";
import { readGrammars } from "../../src/host/highlight/grammars.ts";
import type { HighlightIntent, TokensSignal } from "../../src/shared/tokens.ts";

/** Colours code as the extension host does: its own thread, VS Code's own grammars and dark theme. */
export async function startColours(): Promise<Colours> {
  const { codeServer } = await installVSCode();
  const folder = join(dirname(codeServer), "../../lib/vscode/extensions");
  const extensions = readdirSync(folder).flatMap((name) => readManifest(join(folder, name)));
  const worker = new Worker(join(root, "dist", "tokens.cjs"), {
    workerData: extensions.flatMap(({ path, manifest }) => readGrammars(path, manifest)),
  });
  const rules = ["dark_vs.json", "dark_plus.json"].flatMap((file) =>
    readRules(join(folder, "theme-defaults/themes", file)),
  );
  worker.postMessage({ type: "theme", theme: { rules } });
  return new Colours(
    worker,
    extensions.flatMap(({ manifest }) => readLanguages(manifest)),
  );
}

function readRules(path: string): readonly unknown[] {
  const theme: unknown = parse(readFileSync(path, "utf8"));
  return v.parse(v.object({ tokenColors: v.array(v.unknown()) }), theme).tokenColors;
}

function readManifest(path: string): readonly { path: string; manifest: unknown }[] {
  try {
    return [{ path, manifest: JSON.parse(readFileSync(join(path, "package.json"), "utf8")) }];
  } catch {
    return [];
  }
}

export class Colours {
  readonly #worker: Worker;
  readonly #languages: ReturnType<typeof readLanguages>;
  #show: (tokens: TokensSignal) => void = () => {};

  constructor(worker: Worker, languages: ReturnType<typeof readLanguages>) {
    this.#worker = worker;
    this.#languages = languages;
    worker.on("message", (tokens: TokensSignal) => this.#show(tokens));
  }

  /** Where the colours go from now on. */
  connect(show: (tokens: TokensSignal) => void): void {
    this.#show = show;
  }

  highlight(job: HighlightIntent): void {
    const languageId = findLanguage(this.#languages, job.language);
    if (languageId !== undefined) this.#worker.postMessage({ type: "highlight", job, languageId });
  }

  close(): void {
    void this.#worker.terminate();
  }
}
