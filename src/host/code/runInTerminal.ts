import * as vscode from "vscode";
import { terminalText } from "../../core/apply/terminalText.ts";
import { trustsWorkspace } from "./trustsWorkspace.ts";
import { showInformation } from "../notices.ts";

/** Writes the code at the terminal's prompt. Enter is left to the user. */
export async function runInTerminal(code: string): Promise<void> {
  const refusal = vscode.l10n.t("Code goes to the terminal in trusted workspaces only.");
  if (!trustsWorkspace(refusal)) return;
  const active = vscode.window.activeTerminal;
  const text = terminalText(code, !runsCmd(active));
  if (text === undefined) return offerToCopy(code);
  const terminal = active ?? vscode.window.createTerminal();
  terminal.show();
  terminal.sendText(text, false);
}

/** The shell of Windows that takes no `;` between commands; a terminal's own one may not be known yet. */
function runsCmd(terminal: vscode.Terminal | undefined): boolean {
  const shell = terminal?.state.shell ?? vscode.env.shell;
  return /^cmd$|\\cmd(?:\.exe)?$/i.test(shell);
}

async function offerToCopy(code: string): Promise<void> {
  const copy = vscode.l10n.t("Copy");
  const choice = await showInformation(
    vscode.l10n.t("As one line these commands would do something else. Copy them instead."),
    copy,
  );
  if (choice === copy) await vscode.env.clipboard.writeText(code);
}
