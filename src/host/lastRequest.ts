import * as vscode from "vscode";
import { toCurl } from "../api/curl.ts";
import type { Complete, CompletionRequest } from "../core/completion.ts";
import { currentServer } from "./currentServer.ts";

const { l10n, window } = vscode;

/** `eigen.copyAsCurl`: the last request as a command, without the key and with its media shortened. */
export class LastRequest {
  /** Not the request itself, which can hold megabytes of pictures. */
  #command: string | undefined;

  /** The same, but each request is remembered. */
  watch(complete: Complete): Complete {
    return async (request, options) => {
      this.#remember(request);
      return complete(request, options);
    };
  }

  async copy(): Promise<void> {
    if (this.#command === undefined)
      return void window.showInformationMessage(l10n.t("Nothing has been asked yet."));
    await vscode.env.clipboard.writeText(this.#command);
    void window.showInformationMessage(
      l10n.t("Copied. The command reads the API key from the variable EIGEN_API_KEY."),
    );
  }

  #remember(request: CompletionRequest): void {
    const server = currentServer();
    if ("fault" in server) return;
    try {
      this.#command = toCurl(request, server);
    } catch {
      // A request with a mistake in it is refused by the client, which words the mistake.
    }
  }
}
