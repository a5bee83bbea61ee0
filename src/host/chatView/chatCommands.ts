import * as vscode from "vscode";
import type { ChatViews } from "./chatViews.ts";

/**
 * The commands of a chat that have buttons in title bars. In the palette they act on the chat that the user was in last,
 * in a title bar on the chat below it.
 */
export function registerChatCommands(views: ChatViews): vscode.Disposable {
  const commands: Readonly<Record<string, () => Promise<void>>> = {
    newChat: async () => (await views.reveal()).newChat(),
    showHistory: async () =>
      (await views.reveal()).handle({ type: "history", action: { do: "show" } }),
    openInEditor: () => views.openInEditor(),
    openInNewWindow: () => views.openInNewWindow(),
  };
  return vscode.Disposable.from(
    ...Object.entries(commands).flatMap(([name, run]) => [
      vscode.commands.registerCommand(`eigen.${name}`, run),
      vscode.commands.registerCommand(`eigen.sideBar.${name}`, () => {
        views.useSideBar();
        return run();
      }),
      vscode.commands.registerCommand(`eigen.editor.${name}`, () => {
        views.useActiveTab();
        return run();
      }),
    ]),
  );
}
