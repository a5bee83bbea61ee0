import { window } from "vscode";

/*
 * VS Code's messages, all of which are shown from here. In those that are no dialogs VS Code makes links of
 * `[label](address)` and runs the commands among them: what a model, a server or a file's name says must not become one
 * (threats T4).
 */

/** The text, with nothing in it that VS Code takes for a link. */
export function withoutLinks(text: string): string {
  return text.replaceAll("](", "] (");
}

/** Resolves with the button that was pressed; undefined where the message was closed. */
type Show = (text: string, ...buttons: readonly string[]) => Thenable<string | undefined>;

export const showInformation: Show = (text, ...buttons) =>
  window.showInformationMessage(withoutLinks(text), ...buttons);

export const showWarning: Show = (text, ...buttons) =>
  window.showWarningMessage(withoutLinks(text), ...buttons);

export const showError: Show = (text, ...buttons) =>
  window.showErrorMessage(withoutLinks(text), ...buttons);

/** A dialog, which shows texts as they are; resolves with undefined where it was cancelled. */
export function askInDialog(
  question: string,
  detail: string,
  ...buttons: readonly string[]
): Thenable<string | undefined> {
  return window.showWarningMessage(question, { modal: true, detail }, ...buttons);
}
