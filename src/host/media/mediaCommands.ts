import { commands, l10n, window, workspace, type Disposable, type Uri } from "vscode";
import { mediaLimits } from "../../shared/mediaFacts.ts";
import { messageOf } from "../../shared/messageOf.ts";
import type { ChatViews } from "../chatView/chatViews.ts";
import { showWarning } from "../notices.ts";

export type ChatPage = Pick<ChatViews, "show">;

/** Opens pictures and videos, and has the view make them fit to be sent. */
export function registerMediaCommands(view: ChatPage): Disposable {
  return commands.registerCommand("eigen.attachMedia", async () => {
    const picked = await window.showOpenDialog({
      canSelectMany: true,
      openLabel: l10n.t("Attach"),
      title: l10n.t("Attach Images or Videos"),
      filters: {
        [l10n.t("Images and videos")]: "png jpg jpeg webp gif bmp svg mp4 m4v mov webm".split(" "),
        [l10n.t("All files")]: ["*"],
      },
    });
    for (const uri of picked ?? []) await prepareFile(view, uri);
  });
}

/** Reads a picture or video and hands it to the view, which has yet to make it fit. */
export async function prepareFile(view: ChatPage, uri: Uri): Promise<void> {
  const name = uri.path.split("/").at(-1) ?? "";
  try {
    const { size } = await workspace.fs.stat(uri);
    if (size > mediaLimits.videoBytes) throw new Error(l10n.t("The file is over 50 MB."));
    const bytes = new Uint8Array(await workspace.fs.readFile(uri));
    (await view.show()).signal({ type: "prepareMedia", name, bytes, source: null });
  } catch (error) {
    void showWarning(`${name}: ${messageOf(error)}`);
  }
}
