import * as vscode from "vscode";

export interface Shown {
  readonly text: string;
  readonly buttons: readonly string[];
}

/** Presses this button of every message that VS Code would show meanwhile, and returns what they were. */
export async function pressing(
  button: string | undefined,
  work: () => Promise<unknown>,
): Promise<readonly Shown[]> {
  const names = ["showWarningMessage", "showErrorMessage", "showInformationMessage"] as const;
  const shown: Shown[] = [];
  const originals = names.map((name) => [name, vscode.window[name]] as const);
  for (const name of names)
    Reflect.set(vscode.window, name, (text: string, ...rest: readonly unknown[]) => {
      const buttons = rest.filter((item) => typeof item === "string");
      shown.push({ text, buttons });
      return Promise.resolve(buttons.find((label) => label === button));
    });
  try {
    await work();
  } finally {
    for (const [name, original] of originals) Reflect.set(vscode.window, name, original);
  }
  return shown;
}
