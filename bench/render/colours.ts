import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Worker } from "node:worker_threads";
import { root } from "../../dev/root.ts";
import { installVSCode } from "../../dev/vscode/install.ts";
import { findLanguage, readLanguages } from "../../src/core/languages.ts";
import { readGrammars } from "../../src/host/highlight/grammars.ts";
import type { HighlightIntent, TokensSignal } from "../../src/shared/colouring.ts";

/** Colours code as the extension host does: its own thread, VS Code's own grammars and dark theme. */
export async function startColours(): Promise<Colours> {
  const { codeServer } = await installVSCode();
  const folder = join(dirname(codeServer), "../../lib/vscode/extensions");
  const extensions = readdirSync(folder).flatMap((name) => readManifest(join(folder, name)));
  const worker = new Worker(join(root, "dist", "tokens.cjs"), {
    workerData: extensions.flatMap(({ path, manifest }) => readGrammars(path, manifest)),
  });
  worker.postMessage({
    type: "theme",
    theme: {
      name: "Dark+",
      path: join(folder, "theme-defaults/themes/dark_plus.json"),
      foreground: "#BBBBBB",
      customizations: {},
    },
  });
  return new Colours(
    worker,
    extensions.flatMap(({ manifest }) => readLanguages(manifest)),
  );
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
  #page = 0;
  #show: (tokens: TokensSignal) => void = () => {};

  constructor(worker: Worker, languages: ReturnType<typeof readLanguages>) {
    this.#worker = worker;
    this.#languages = languages;
    worker.on("message", (tokens: TokensSignal) => this.#show(tokens));
  }

  /** Where the colours go from now on: a page of its own. */
  connect(show: (tokens: TokensSignal) => void): void {
    this.#page += 1;
    this.#show = show;
  }

  highlight(job: HighlightIntent): void {
    const languageId = findLanguage(this.#languages, job.language);
    if (languageId !== undefined)
      this.#worker.postMessage({ type: "highlight", page: this.#page, job, languageId });
  }

  close(): void {
    void this.#worker.terminate();
  }
}
