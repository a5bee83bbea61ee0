import { Worker } from "node:worker_threads";
import * as vscode from "vscode";
import { findLanguage, readLanguages, type Language } from "../../core/languages.ts";
import type { HighlightIntent, TokensSignal } from "../../shared/colouring.ts";
import type { Log } from "../log.ts";
import { currentTheme, themeSettings } from "./currentTheme.ts";
import { readGrammars } from "./grammars.ts";
import type { ToTokenThread } from "./tokenThread.ts";

/** Who asks for colours, and gets them. */
export interface Page {
  readonly id: number;
  readonly controller: Promise<{ signal(tokens: TokensSignal): void }>;
}

export type Colours = Pick<TokensSignal, "lines" | "styles">;

interface Waiting {
  readonly languageId: string;
  readonly show: (tokens: Colours) => void;
}

/** How long the thread may be silent over a job before it is given up, in milliseconds: nobody waits for it. */
const deadlineMs = 20_000;

const plain: Colours = { lines: [], styles: [] };
/** Text that is in no page. */
const noPage = 0;

/**
 * Colours code of answers as the editor would: with the grammars and the colour theme of the installed extensions,
 * in a thread of its own that starts with the first code, or before it (`prepare`).
 */
export class Highlighter implements vscode.Disposable {
  readonly #threadFile: string;
  readonly #log: Log;
  readonly #subscriptions: vscode.Disposable;
  #worker: Worker | undefined;
  readonly #prepared = new Set<string>();
  /** Of the installed extensions. */
  #languages: readonly Language[] | undefined;
  /** Who waits for the answers of the thread, which come in the order of the jobs. */
  readonly #waiting: Waiting[] = [];
  #deadline: ReturnType<typeof setTimeout> | undefined;
  /** Languages over which the thread was lost once: they stay plain. */
  readonly #lost = new Set<string>();

  /** `recolour` is called when the theme has changed and blocks must be asked for again. */
  constructor(threadFile: string, recolour: () => void, log: Log) {
    this.#threadFile = threadFile;
    this.#log = log;
    const changed = (): void => {
      if (this.#worker === undefined) return;
      this.#sendTheme();
      recolour();
    };
    this.#subscriptions = vscode.Disposable.from(
      vscode.window.onDidChangeActiveColorTheme(changed),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (themeSettings.some((name) => event.affectsConfiguration(name))) changed();
      }),
      vscode.extensions.onDidChange(() => {
        this.#languages = undefined;
        this.#stop();
        recolour();
      }),
    );
  }

  async highlight(job: HighlightIntent, page: Page): Promise<void> {
    const { block, from } = job;
    const { lines, styles } = await this.#run(job, page.id);
    if (lines.length === 0) return;
    (await page.controller).signal({ type: "tokens", block, from, lines, styles });
  }

  /** The colours of a whole text; no lines where nobody knows its language, or it takes too long. */
  colours(language: string, text: string): Promise<Colours> {
    return this.#run({ type: "highlight", block: 0, from: 0, language, text, peek: true }, noPage);
  }

  /** Gets ready for code in this language: the thread and the language's grammar take a second. */
  prepare(languageId: string): void {
    if (this.#prepared.has(languageId)) return;
    this.#prepared.add(languageId);
    void this.colours(languageId, "");
  }

  dispose(): void {
    this.#subscriptions.dispose();
    this.#stop();
  }

  async #run(job: HighlightIntent, page: number): Promise<Colours> {
    this.#languages ??= vscode.extensions.all.flatMap(({ packageJSON }) =>
      readLanguages(packageJSON),
    );
    const languageId = findLanguage(this.#languages, job.language);
    if (languageId === undefined || this.#lost.has(languageId)) return plain;
    if (this.#worker === undefined) {
      this.#worker = this.#start();
      this.#sendTheme();
    }
    const coloured = new Promise<Colours>((show) => this.#waiting.push({ languageId, show }));
    if (this.#waiting.length === 1) this.#restartDeadline();
    this.#post({ type: "highlight", page, job, languageId });
    return coloured;
  }

  #sendTheme(): void {
    const theme = currentTheme();
    if (theme !== undefined) this.#post({ type: "theme", theme });
  }

  #post(message: ToTokenThread): void {
    this.#worker?.postMessage(message);
  }

  #start(): Worker {
    const workerData = vscode.extensions.all.flatMap(({ extensionPath, packageJSON }) =>
      readGrammars(extensionPath, packageJSON),
    );
    const worker = new Worker(this.#threadFile, { workerData });
    worker.unref();
    worker.on("message", (tokens: TokensSignal) => {
      // What was on its way when the thread was given up still comes.
      if (worker !== this.#worker) return;
      const done = this.#waiting.shift();
      this.#restartDeadline();
      done?.show(tokens);
    });
    worker.on("error", (error) => {
      if (worker !== this.#worker) return;
      this.#log.error("Highlighting failed", error);
      this.#stop();
    });
    return worker;
  }

  /** For the job that the thread is at. */
  #restartDeadline(): void {
    clearTimeout(this.#deadline);
    const languageId = this.#waiting[0]?.languageId;
    if (languageId === undefined) return;
    this.#deadline = setTimeout(() => {
      this.#log.warn(`Highlighting ${languageId} took too long; it stays plain.`);
      this.#lost.add(languageId);
      this.#stop();
    }, deadlineMs);
  }

  #stop(): void {
    clearTimeout(this.#deadline);
    for (const { show } of this.#waiting.splice(0)) show(plain);
    void this.#worker?.terminate();
    this.#worker = undefined;
    this.#prepared.clear();
  }
}
