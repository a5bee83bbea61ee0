import * as vscode from "vscode";

/**
 * Opens a link from an answer, after a modal that shows all of it: a URL can carry away what the model has read, and
 * VS Code asks nothing in trusted folders.
 */
export async function openLink(url: string): Promise<void> {
  if (!URL.canParse(url)) return;
  const { protocol, href } = new URL(url);
  if (!["http:", "https:", "mailto:"].includes(protocol)) return;
  const open = vscode.l10n.t("Open");
  const copy = vscode.l10n.t("Copy");
  const choice = await vscode.window.showInformationMessage(
    vscode.l10n.t("Open this link from the answer?"),
    { modal: true, detail: href },
    open,
    copy,
  );
  if (choice === open) await vscode.env.openExternal(vscode.Uri.parse(href, true));
  if (choice === copy) await vscode.env.clipboard.writeText(href);
}
