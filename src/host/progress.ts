import * as vscode from "vscode";

/** Runs a task under a notification that can be cancelled. */
export function withProgress<T>(
  title: string,
  task: (abort: AbortController) => Promise<T>,
): Thenable<T> {
  return vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title, cancellable: true },
    async (_, token) => {
      const abort = new AbortController();
      const subscription = token.onCancellationRequested(() => abort.abort());
      try {
        return await task(abort);
      } finally {
        subscription.dispose();
      }
    },
  );
}
