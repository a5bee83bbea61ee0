import * as vscode from "vscode";
import { withoutLinks } from "./notices.ts";

/** Runs a task under a notification that can be cancelled; `say` shows how far it is. */
export function withProgress<T>(
  title: string,
  task: (abort: AbortController, say: (message: string) => void) => Promise<T>,
): Thenable<T> {
  return vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: withoutLinks(title),
      cancellable: true,
    },
    async (progress, token) => {
      const abort = new AbortController();
      const subscription = token.onCancellationRequested(() => abort.abort());
      try {
        return await task(abort, (message) => progress.report({ message: withoutLinks(message) }));
      } finally {
        subscription.dispose();
      }
    },
  );
}
