import * as vscode from "vscode";
import { terminalText } from "../../core/apply/terminalText.ts";
import { trustsWorkspace } from "./trustsWorkspace.ts";

/** Writes the code at the terminal's prompt. Enter is left to the user. */
export function runInTerminal(code: string): void {
  const refusal = vscode.l10n.t("Code goes to the terminal in trusted workspaces only.");
  if (!trustsWorkspace(refusal)) return;
  const terminal = vscode.window.activeTerminal ?? vscode.window.createTerminal();
  terminal.show();
  terminal.sendText(terminalText(code), false);
}
