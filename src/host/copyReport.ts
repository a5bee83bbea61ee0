import * as vscode from "vscode";
import { errorReport } from "../api/errorReport.ts";
import type { Answer } from "../core/conversation.ts";

/** The button "Copy Report" of a failed answer. `version`: of this extension; `ownKeys`: what must not be in it. */
export async function copyReport(
  answer: Answer,
  version: string,
  ownKeys: readonly string[],
): Promise<void> {
  const kind = vscode.env.uiKind === vscode.UIKind.Web ? "web" : "desktop";
  const host = `${vscode.version} (${kind}, ${process.platform} ${process.arch})`;
  const report = await errorReport(answer, { version, vscode: host }, ownKeys);
  await vscode.env.clipboard.writeText(report);
  void vscode.window.showInformationMessage(
    vscode.l10n.t("The report was copied. It holds no text of the chat and no keys."),
  );
}
