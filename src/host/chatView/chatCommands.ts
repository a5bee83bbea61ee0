import * as vscode from "vscode";
import type { ChatViews } from "./chatViews.ts";

/**
 * The commands of a chat that have buttons in title bars. In the palette they act on the chat that the user was in last,
 * in a title bar on the chat below it.
 */
export function registerChatCommands(views: ChatViews): vscode.Disposable {
  const commands = {
    newChat: async () => (await views.reveal()).newChat(),
    showHistory: async () =>
      (await views.reveal()).handle({ type: "history", action: { do: "show" } }),
    openInEditor: () => views.openInEditor(),
    openInNewWindow: () => views.openInNewWindow(),
  };
  const { newChat, showHistory } = commands;
  return vscode.Disposable.from(
    ...register("eigen", commands, () => {}),
    ...register("eigen.sideBar", commands, () => views.useSideBar()),
    ...register("eigen.editor", { newChat, showHistory }, () => views.useActiveTab()),
  );
}

function register(
  prefix: string,
  commands: Readonly<Record<string, () => Promise<void>>>,
  goThere: () => void,
): readonly vscode.Disposable[] {
  return Object.entries(commands).map(([name, run]) =>
    vscode.commands.registerCommand(`${prefix}.${name}`, () => {
      goThere();
      return run();
    }),
  );
}
