import * as vscode from "vscode";
import { askInDialog } from "./notices.ts";

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
  const choice = await askInDialog(
    vscode.l10n.t("Open this link from the answer?"),
    href,
    open,
    copy,
  );
  if (choice === open) await openAsItIs(href);
  if (choice === copy) await vscode.env.clipboard.writeText(href);
}

/** A `Uri` would be written anew, `%26` as `&`, and be another link than the one that was shown. */
async function openAsItIs(href: string): Promise<void> {
  // VS Code takes a string too, and hands it on unchanged; its types do not say so.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  await vscode.env.openExternal(href as unknown as vscode.Uri);
}
