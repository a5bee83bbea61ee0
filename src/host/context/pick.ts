import { commands, l10n, QuickPickItemKind, window, type QuickPickItem } from "vscode";

/** Asks what to attach; each answer is a command of its own, which resolves with false where something is missing. */
export async function pickAttachment(): Promise<unknown> {
  const picked = await window.showQuickPick<Item>(
    [
      item(l10n.t("Selection"), "selection", "eigen.attachSelection"),
      item(l10n.t("Files…"), "files", "eigen.attachFile"),
      item(l10n.t("Open Editors…"), "go-to-file", "eigen.attachOpenEditors"),
      item(l10n.t("Images or Videos…"), "file-media", "eigen.attachMedia"),
      item(l10n.t("Picture of Code"), "symbol-color", "eigen.attachCodePicture"),
      item(l10n.t("Screenshot…"), "device-camera", "eigen.attachScreenshot"),
      { label: "", kind: QuickPickItemKind.Separator, command: "" },
      item(l10n.t("Problems"), "warning", "eigen.attachProblems"),
      item(l10n.t("Changes"), "git-compare", "eigen.attachChanges"),
      item(l10n.t("Selection in the Terminal"), "terminal", "eigen.attachTerminalSelection"),
    ],
    { placeHolder: l10n.t("What should the question carry?") },
  );
  return picked && commands.executeCommand(picked.command);
}

interface Item extends QuickPickItem {
  readonly command: string;
}

function item(label: string, icon: string, command: string): Item {
  return { label: `$(${icon}) ${label}`, command };
}
