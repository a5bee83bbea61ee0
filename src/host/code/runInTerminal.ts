import * as vscode from "vscode";
import { terminalText } from "../../core/apply/terminalText.ts";

/** Writes the code at the terminal's prompt. Enter is left to the user. */
export function runInTerminal(code: string): void {
  // oxlint-disable-next-line no-restricted-properties -- the workspace's trust, not a text's
  if (!vscode.workspace.isTrusted) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t("Code goes to the terminal in trusted workspaces only."),
    );
    return;
  }
  const terminal = vscode.window.activeTerminal ?? vscode.window.createTerminal();
  terminal.show();
  terminal.sendText(terminalText(code), false);
}
