import { env, l10n } from "vscode";
import { toCurl } from "../../api/curl.ts";
import type { Complete, Sent } from "../../core/completion.ts";
import { showInformation } from "../notices.ts";

/** Commands of so many requests are kept, and so many characters of them: earlier ones are built anew. */
const mostCommands = 50;
const mostCharacters = 20_000_000;

/** The requests of this session as commands, without the key and with their media shortened. */
export class SentRequests {
  /** By the hash of the body, oldest first. Not the bodies, which can hold megabytes of pictures. */
  readonly #commands = new Map<string, string>();

  /** The same, but each request that leaves is remembered. */
  watch(complete: Complete): Complete {
    return (request, options) =>
      complete(request, {
        ...options,
        onSent: (sent) => {
          this.#remember(sent);
          options.onSent?.(sent);
        },
      });
  }

  /** Undefined where it was sent in an earlier session, or too long ago. */
  commandOf(bodySha256: string): string | undefined {
    return this.#commands.get(bodySha256);
  }

  /** `eigen.copyAsCurl`. */
  async copyLast(): Promise<void> {
    const last = [...this.#commands.values()].at(-1);
    if (last === undefined) return void showInformation(l10n.t("Nothing has been asked yet."));
    await copyCommand(last);
  }

  #remember({ receipt, body }: Sent): void {
    const bodySha256 = receipt.body.sha256;
    const command = toCurl(body, receipt.address);
    this.#commands.delete(bodySha256);
    this.#commands.set(bodySha256, command);
    let characters = [...this.#commands.values()].reduce((sum, { length }) => sum + length, 0);
    for (const [oldest, { length }] of this.#commands) {
      const isTooMuch = this.#commands.size > mostCommands || characters > mostCharacters;
      if (!isTooMuch || oldest === bodySha256) return;
      this.#commands.delete(oldest);
      characters -= length;
    }
  }
}

/** @param remark a sentence about the command */
export async function copyCommand(command: string, remark = ""): Promise<void> {
  await env.clipboard.writeText(command);
  const copied = l10n.t("Copied. The command reads the API key from the variable EIGEN_API_KEY.");
  void showInformation([copied, remark].filter(Boolean).join(" "));
}
