import { TabInputText, window, type Uri } from "vscode";

/** The files and other texts that have a tab, each once. */
export function openEditors(): readonly Uri[] {
  const open = new Map<string, Uri>();
  for (const { input } of window.tabGroups.all.flatMap(({ tabs }) => tabs))
    if (input instanceof TabInputText) open.set(input.uri.toString(), input.uri);
  return [...open.values()];
}
