import * as vscode from "vscode";
import { ChatSurface, type SurfaceContext } from "./surface.ts";

export const chatViewId = "eigen.chat";

/** The chat in the side bar, which is open again after a reload. VS Code drops its page whenever it is hidden. */
export class ChatSideBar implements vscode.WebviewViewProvider {
  readonly surface: ChatSurface;

  constructor(context: SurfaceContext) {
    const { chats } = context;
    this.surface = new ChatSurface(() => chats.latest(), {
      ...context,
      onCurrentChange: (chat) => chats.remember(chat),
    });
  }

  resolveWebviewView(view: vscode.WebviewView): void {
    const page = this.surface.open(view.webview, "sideBar");
    const subscription = view.onDidChangeVisibility(() => {
      if (!view.visible) this.surface.hidden();
    });
    view.onDidDispose(() => {
      subscription.dispose();
      page.dispose();
    });
  }

  async show(preserveFocus: boolean): Promise<void> {
    await vscode.commands.executeCommand(`${chatViewId}.focus`, { preserveFocus });
  }
}
