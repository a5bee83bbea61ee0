import { l10n } from "vscode";
import { attachmentName, type MediaAttachment } from "../../core/attachment.ts";
import type { AlertView } from "../../shared/view.ts";
import { alertAction } from "../failureText.ts";

/** Nothing was sent: the model is known not to see these. */
export function unseenAlert(modelName: string, unseen: readonly MediaAttachment[]): AlertView {
  const names = unseen.map(attachmentName).join(", ");
  const text = unseen.some(({ kind }) => kind === "image")
    ? l10n.t("{0} can't see pictures, and would answer without {1}.", modelName, names)
    : l10n.t("{0} can't watch videos, and would answer without {1}.", modelName, names);
  return {
    text,
    actions: [
      alertAction("selectModel"),
      alertAction("sendWithoutMedia"),
      alertAction("sendAnyway"),
    ],
  };
}

/** What could not be attached, and why. */
export function refusalAlert(text: string): AlertView {
  return { text, actions: [alertAction("dismiss")] };
}
