import { l10n } from "vscode";
import type {
  ConversationStore,
  Recovery,
  StoreFault,
  StoreStatus,
} from "../core/conversationStore.ts";
import type { AlertView } from "../shared/view.ts";
import { alertAction } from "./failureText.ts";

/** What the views say of the store: conversations that don't reach the disk, a damaged file that was set aside. */
export class StoreBanner {
  readonly #store: Pick<ConversationStore, "status" | "onStatus">;
  readonly #changed: () => void;
  #dismissed: Recovery | undefined;
  readonly dispose: () => void;

  /** @param changed called when `view` has changed */
  constructor(store: Pick<ConversationStore, "status" | "onStatus">, changed: () => void) {
    this.#store = store;
    this.#changed = changed;
    this.dispose = store.onStatus(changed);
  }

  get view(): AlertView | null {
    const { status } = this.#store;
    if (status.kind === "in-memory") return notSaved(status);
    if (status.kind === "off" || status.recovered === this.#dismissed) return null;
    return status.recovered === undefined ? null : recovered(status.recovered);
  }

  dismiss(): void {
    const { status } = this.#store;
    if (status.kind === "saved") this.#dismissed = status.recovered;
    this.#changed();
  }
}

function notSaved({ reason }: StoreStatus & { kind: "in-memory" }): AlertView {
  return {
    text: l10n.t(
      "Not saved: {0} The chat goes on in memory and is written as soon as that works.",
      faultText(reason),
    ),
    actions: [],
  };
}

function recovered({ kept, conversations, messages }: Recovery): AlertView {
  return {
    text: l10n.t(
      "The history's file was damaged. {0} messages of {1} chats could be read and go on; the damaged file is kept as {2}.",
      messages,
      conversations,
      kept,
    ),
    actions: [alertAction("dismissBanner")],
  };
}

export function faultText(fault: StoreFault): string {
  switch (fault) {
    case "full":
      return l10n.t("the disk is full.");
    case "read-only":
      return l10n.t("the history's folder cannot be written.");
    case "locked":
      return l10n.t("another program holds the history's file.");
    case "damaged":
      return l10n.t("the history's file is damaged.");
    case "newer":
      return l10n.t("a newer version of Eigen AI Chat wrote the history; update this one.");
    case "unavailable":
      return l10n.t("the history could not be opened.");
  }
}
