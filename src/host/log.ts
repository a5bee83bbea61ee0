import * as vscode from "vscode";

/** What the parts of the extension write to; every line goes through the redactor. */
export interface Log {
  info(message: string): void;
  warn(message: string): void;
  error(message: string, error?: unknown): void;
}

/** The "Eigen AI Chat" output channel. `redact` removes keys and data URLs before a line is written. */
export function openLog(
  redact: (text: string) => string,
): Log & vscode.Disposable & { show(): void } {
  const channel = vscode.window.createOutputChannel("Eigen AI Chat", { log: true });
  return {
    info: (message) => channel.info(redact(message)),
    warn: (message) => channel.warn(redact(message)),
    error: (message, error) =>
      channel.error(redact(error === undefined ? message : `${message}: ${describe(error)}`)),
    show: () => channel.show(true),
    dispose: () => channel.dispose(),
  };
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
