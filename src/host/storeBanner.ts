import { l10n } from "vscode";
import type { StoreFault, StoreStatus } from "../core/conversationStore.ts";
import type { AlertView } from "../shared/view.ts";

/** What the view says while conversations don't reach the disk; null while they do. */
export function storeBanner(status: StoreStatus): AlertView | null {
  if (status.kind !== "in-memory") return null;
  return {
    text: l10n.t(
      "Not saved: {0} The chat goes on in memory and is written as soon as that works.",
      reason(status.reason),
    ),
    actions: [],
  };
}

function reason(fault: StoreFault): string {
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
