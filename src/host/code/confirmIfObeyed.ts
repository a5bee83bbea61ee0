import * as vscode from "vscode";
import { isObeyedFile } from "../../core/apply/obeyedFiles.ts";
import { realUri } from "../workspaceFiles.ts";
import { askInDialog } from "../notices.ts";

/** Asks once more before code goes into a file that makes programs run or fetch (threats T14), also through a link. */
export async function confirmIfObeyed(
  target: vscode.Uri,
  before: string,
  after: string,
): Promise<boolean> {
  const names = [target, await realUri(target)];
  const isObeyed = names.some(({ path }) => isObeyedFile(path));
  if (!isObeyed && !(mayBeJson(target) && (await fetchesMore(before, after)))) return true;
  const write = vscode.l10n.t("Write");
  const choice = await askInDialog(
    vscode.l10n.t("This file can make programs run or fetch. Write the code to it?"),
    [...new Set(names.map((name) => name.toString(true)))].join("\n"),
    write,
  );
  return choice === write;
}

async function fetchesMore(before: string, after: string): Promise<boolean> {
  const { gainsRemoteSchema } = await import("../../core/apply/remoteSchema.ts");
  return gainsRemoteSchema(before, after);
}

/** VS Code fetches the schemas of what it takes for JSON; of a file that is not open the name tells what it is not. */
function mayBeJson(target: vscode.Uri): boolean {
  const isIt = ({ uri }: vscode.TextDocument): boolean => uri.toString() === target.toString();
  const open = vscode.workspace.textDocuments.find(isIt);
  if (open !== undefined) return /json|snippets/.test(open.languageId);
  return !/\.(?:[cm]?[jt]sx?|py|md|rs|go|java|kt|[ch](?:pp)?|cs|rb|php|swift|vue|svelte)$/i.test(
    target.path,
  );
}
