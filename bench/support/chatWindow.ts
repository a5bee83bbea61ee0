import type { Page } from "playwright-core";
import { packageExtension } from "../../dev/packageExtension.ts";
import { root } from "../../dev/root.ts";
import { type StandIn, type StandInOptions, startStandIn } from "../../dev/standIn/standIn.ts";
import { launchBrowser, launchBrowserOn } from "../../dev/vscode/browser.ts";
import { type ChatView, openChat, setApiKey } from "../../dev/vscode/chatView.ts";
import { serveVSCode, type ServeOptions } from "../../dev/vscode/serve.ts";
import { openWindow } from "../../dev/vscode/workbench.ts";

export interface ChatWindow {
  readonly page: Page;
  readonly chat: ChatView;
  readonly standIn: StandIn;
  /** VS Code's own folder: its settings, logs and storage. */
  readonly dataDir: string;
  close(): Promise<void>;
}

interface WindowOptions extends Partial<
  Pick<ServeOptions, "folder" | "settings" | "extensions" | "languageModels">
> {
  /** A display that the window fills, and its size in pixels; the window can't be seen where it is not given. */
  readonly screen?: { readonly display: string; readonly width: number; readonly height: number };
}

/** A real VS Code with the packaged extension, its key set, its chat open, and the stand-in server behind it. */
export async function openChatWindow(
  options: StandInOptions,
  model: string,
  { screen, ...vscodeOptions }: WindowOptions = {},
): Promise<ChatWindow> {
  const vsix = await packageExtension();
  const standIn = await startStandIn(options);
  const vscode = await serveVSCode({
    vsix,
    folder: `${root}/dev/sample`,
    ...vscodeOptions,
    settings: {
      "eigen.baseUrl": standIn.url,
      "eigen.model": model,
      ...vscodeOptions.settings,
    },
  });
  const browser = await (screen === undefined ? launchBrowser() : launchBrowserOn(screen.display));
  const page = await openWindow(browser, vscode.url, {
    ...screen,
    fillsScreen: screen !== undefined,
  });
  await setApiKey(page, "bench-key");
  const chat = await openChat(page);
  return {
    page,
    chat,
    standIn,
    dataDir: vscode.dataDir,
    async close() {
      await browser.close();
      await vscode.close();
      await standIn.close();
    },
  };
}

/** Leaves the conversation for an empty one; typing before that would go to the old one's draft. */
export async function newChat(chat: ChatView): Promise<void> {
  if ((await chat.answers().count()) === 0) return;
  await chat.button("New Chat").click();
  await chat.answers().first().waitFor({ state: "detached" });
}
