import * as vscode from "vscode";
import { hasInvisible, splitInvisible } from "../../shared/invisible.ts";
import { askInDialog } from "../notices.ts";

/** Characters that cannot be seen can make code do something else than it seems to (threats T12). */
export async function acceptsInvisible(code: string): Promise<boolean> {
  const marked = hasInvisible(code) ? splitInvisible(code).flatMap(({ name }) => name ?? []) : [];
  if (marked.length === 0) return true;
  const goOn = vscode.l10n.t("Use It Anyway");
  const choice = await askInDialog(
    vscode.l10n.t("This code has invisible or bidirectional characters."),
    [...new Set(marked)].slice(0, 10).join("\n"),
    goOn,
  );
  return choice === goOn;
}
