import { commands } from "vscode";
import type { ActionId } from "../../shared/view.ts";

/** Buttons of alerts that do no more than run a command. */
export type CommandAction = Extract<
  ActionId,
  "selectModel" | "setApiKey" | "showLog" | "openSettings"
>;

const commandLines: Record<CommandAction, readonly [string, ...string[]]> = {
  selectModel: ["eigen.selectModel"],
  setApiKey: ["eigen.setApiKey"],
  showLog: ["eigen.showLog"],
  openSettings: ["workbench.action.openSettings", "eigen."],
};

export function runAction(action: CommandAction): void {
  void commands.executeCommand(...commandLines[action]);
}
