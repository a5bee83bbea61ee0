import * as vscode from "vscode";
import { errorReport, type Reported } from "../api/errorReport.ts";
import type { Failure } from "../shared/failure.ts";
import { failureAlert } from "./failureText.ts";
import { showError, showInformation, showWarning } from "./notices.ts";

/** What failed outside of a transcript. */
export type Failed = Omit<Reported, "createdAt" | "failure"> & { readonly failure: Failure };

/** What failed before anything was sent, for want of a key. */
export function withoutKey(model: string): Failed {
  return { model, failure: { kind: "no-key", message: "" } };
}

export interface FailureMessage {
  /** What is said, with the reason in it; the reason alone unless set. */
  readonly words?: (reason: string) => string;
  /** The buttons beside "Copy Report"; unless set, "Set API Key" where a key mends it. */
  readonly buttons?: readonly string[];
  readonly isWarning?: boolean;
}

/** Says what failed outside of a transcript, with a button "Copy Report"; resolves with the label of one of `buttons`. */
export type ShowFailure = (failed: Failed, message?: FailureMessage) => Promise<string | undefined>;

/** `version`: of this extension; `ownKeys`: what must not be in a report. */
export function failureMessages(version: string, ownKeys: () => readonly string[]): ShowFailure {
  return async (failed, { words = String, buttons, isWarning = false } = {}) => {
    const createdAt = Date.now();
    const show = isWarning ? showWarning : showError;
    const { text, actions } = failureAlert(failed.failure);
    const setKey = actions.find(({ id }) => id === "setApiKey")?.label;
    const offered = buttons ?? (setKey === undefined ? [] : [setKey]);
    const copy = vscode.l10n.t("Copy Report");
    const choice = await show(words(text), ...offered, copy);
    if (choice === copy) await copyReport({ ...failed, createdAt }, version, ownKeys());
    else if (buttons !== undefined) return choice;
    else if (choice !== undefined) await vscode.commands.executeCommand("eigen.setApiKey");
    return undefined;
  };
}

/** What "Copy Report" does. */
export async function copyReport(
  failed: Reported,
  version: string,
  ownKeys: readonly string[],
): Promise<void> {
  const kind = vscode.env.uiKind === vscode.UIKind.Web ? "web" : "desktop";
  const host = `${vscode.version} (${kind}, ${process.platform} ${process.arch})`;
  const report = await errorReport(failed, { version, vscode: host }, ownKeys);
  await vscode.env.clipboard.writeText(report);
  void showInformation(
    vscode.l10n.t("The report was copied. It holds no text of the chat and no keys."),
  );
}
