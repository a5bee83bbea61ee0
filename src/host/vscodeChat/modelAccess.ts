import * as vscode from "vscode";
import { askInDialog } from "../notices.ts";

const { l10n } = vscode;

/** After so many requests an extension that was allowed must ask again. */
const requestsPerConsent = 100;

/** VS Code itself and the chat that comes with it: there a person asks, and sees which model answers. */
const ownChat = new Set(["core", "github.copilot-chat", "github.copilot"]);

/**
 * Lets other extensions use our models only after the user agreed (threat: quota). The flag with which VS Code would
 * ask is not in its stable API; who asks is told at run time since 1.110, and where it is not, nobody is let in.
 */
export class ModelAccess {
  readonly #memory: vscode.Memento;
  readonly #ownId: string;
  readonly #left = new Map<string, number>();
  readonly #asking = new Map<string, Promise<boolean>>();

  constructor(memory: vscode.Memento, ownId: string) {
    this.#memory = memory;
    this.#ownId = ownId.toLowerCase();
  }

  /** The id of who asks. Throws where the user does not agree. */
  async admit(options: vscode.ProvideLanguageModelChatResponseOptions): Promise<string> {
    const initiator: unknown = Reflect.get(options, "requestInitiator");
    const id = typeof initiator === "string" ? initiator.toLowerCase() : "";
    if (ownChat.has(id) || id === this.#ownId) return id;
    if (!(await this.#allowed(id)))
      throw vscode.LanguageModelError.NoPermissions(
        l10n.t("The user did not let this extension use Eigen AI models."),
      );
    return id;
  }

  /** Requests that waited for a question count as all others: one consent may not be enough for them. */
  async #allowed(id: string): Promise<boolean> {
    let left = this.#leftOf(id);
    while (left <= 0) {
      if (!(await this.#ask(id))) return false;
      left = this.#leftOf(id);
    }
    await this.#setLeft(id, left - 1);
    return true;
  }

  #leftOf(id: string): number {
    return this.#left.get(id) ?? this.#memory.get<number>(key(id)) ?? 0;
  }

  async #setLeft(id: string, left: number): Promise<void> {
    this.#left.set(id, left);
    await this.#memory.update(key(id), left);
  }

  /** One question for each extension at a time, however many requests it makes meanwhile. */
  #ask(id: string): Promise<boolean> {
    const asked = this.#asking.get(id) ?? this.#question(id).finally(() => this.#asking.delete(id));
    this.#asking.set(id, asked);
    return asked;
  }

  async #question(id: string): Promise<boolean> {
    const name = vscode.extensions.getExtension(id)?.packageJSON.displayName;
    const who = typeof name === "string" ? `${name} (${id})` : id || l10n.t("Another extension");
    const allow = l10n.t("Allow");
    const answer = await askInDialog(
      l10n.t("{0} wants to use your Eigen AI models.", who),
      l10n.t(
        "Its requests are sent with your API key and count against your credit. After {0} requests it has to ask again. Each of them is in the log.",
        requestsPerConsent,
      ),
      allow,
    );
    if (answer !== allow) return false;
    await this.#setLeft(id, requestsPerConsent);
    return true;
  }
}

function key(id: string): string {
  return `languageModelAccess ${id}`;
}
