import { Worker } from "node:worker_threads";
import * as vscode from "vscode";
import { findLanguage, readLanguages } from "../../core/languages.ts";
import type { HighlightIntent, TokensSignal } from "../../shared/tokens.ts";
import type { Log } from "../log.ts";
import { currentTheme } from "./currentTheme.ts";
import { readGrammars } from "./grammars.ts";
import type { ToTokenThread } from "./tokenThread.ts";

/** How long the thread may be silent over a job before it is given up, in milliseconds. */
const deadlineMs = 5000;

/**
 * Colours code of answers as the editor would: with the grammars and the colour theme of the installed extensions,
 * in a thread of its own that starts with the first code block.
 */
export class Highlighter implements vscode.Disposable {
  readonly #threadFile: string;
  readonly #show: (tokens: TokensSignal) => void;
  readonly #log: Log;
  readonly #subscriptions: vscode.Disposable;
  #worker: Worker | undefined;
  /** Settled once the thread has the theme: it must come before the first job. */
  #themed = Promise.resolve();
  #waiting = 0;
  #deadline: ReturnType<typeof setTimeout> | undefined;
  /** Languages over which the thread was lost once: they stay plain. */
  readonly #lost = new Set<string>();
  #current = "";

  /** `recolour` is called when the theme has changed and blocks must be asked for again. */
  constructor(
    threadFile: string,
    show: (tokens: TokensSignal) => void,
    recolour: () => void,
    log: Log,
  ) {
    this.#threadFile = threadFile;
    this.#show = show;
    this.#log = log;
    const changed = async (): Promise<void> => {
      if (this.#worker === undefined) return;
      await this.#sendTheme();
      recolour();
    };
    this.#subscriptions = vscode.Disposable.from(
      vscode.window.onDidChangeActiveColorTheme(() => void changed()),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration("editor.tokenColorCustomizations")) void changed();
      }),
      vscode.extensions.onDidChange(() => {
        this.#stop();
        recolour();
      }),
    );
  }

  async highlight(job: HighlightIntent): Promise<void> {
    const languages = vscode.extensions.all.flatMap(({ packageJSON }) =>
      readLanguages(packageJSON),
    );
    const languageId = findLanguage(languages, job.language);
    if (languageId === undefined || this.#lost.has(languageId)) return;
    if (this.#worker === undefined) {
      this.#worker = this.#start();
      this.#themed = this.#sendTheme();
    }
    await this.#themed;
    this.#current = languageId;
    this.#waiting += 1;
    this.#restartDeadline();
    this.#post({ type: "highlight", job, languageId });
  }

  dispose(): void {
    this.#subscriptions.dispose();
    this.#stop();
  }

  async #sendTheme(): Promise<void> {
    this.#post({ type: "theme", theme: await currentTheme() });
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
      this.#waiting -= 1;
      this.#restartDeadline();
      if (tokens.lines.length > 0) this.#show(tokens);
    });
    worker.on("error", (error) => {
      this.#log.error("Highlighting failed", error);
      this.#stop();
    });
    return worker;
  }

  #restartDeadline(): void {
    clearTimeout(this.#deadline);
    if (this.#waiting === 0) return;
    this.#deadline = setTimeout(() => {
      this.#log.warn(`Highlighting ${this.#current} took too long; it stays plain.`);
      this.#lost.add(this.#current);
      this.#stop();
    }, deadlineMs);
  }

  #stop(): void {
    clearTimeout(this.#deadline);
    this.#waiting = 0;
    void this.#worker?.terminate();
    this.#worker = undefined;
  }
}
