import * as vscode from "vscode";
import { terminalText } from "../../core/apply/terminalText.ts";
import { trustsWorkspace } from "./trustsWorkspace.ts";

/** Writes the code at the terminal's prompt. Enter is left to the user. */
export async function runInTerminal(code: string): Promise<void> {
  const refusal = vscode.l10n.t("Code goes to the terminal in trusted workspaces only.");
  if (!trustsWorkspace(refusal)) return;
  const text = terminalText(code);
  if (text === undefined) return offerToCopy(code);
  const terminal = vscode.window.activeTerminal ?? vscode.window.createTerminal();
  terminal.show();
  terminal.sendText(text, false);
}

async function offerToCopy(code: string): Promise<void> {
  const copy = vscode.l10n.t("Copy");
  const choice = await vscode.window.showInformationMessage(
    vscode.l10n.t("As one line these commands would do something else. Copy them instead."),
    copy,
  );
  if (choice === copy) await vscode.env.clipboard.writeText(code);
}
