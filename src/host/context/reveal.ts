import { l10n, Uri, window, workspace, type TextEditor } from "vscode";
import type { Attachment } from "../../core/attachment.ts";
import { columnFor } from "../columnFor.ts";
import { rangeOf } from "./selection.ts";
import { showWarning } from "../notices.ts";

/** Shows where attached code, or the code that a picture shows, is from, as it stands there now; what has no document is shown as it was taken. */
export async function revealAttachment(
  attachment: Attachment,
  lastEditor: TextEditor | undefined,
): Promise<void> {
  const code = attachment.kind === "code" ? attachment : attachment.shows?.code;
  if (code === undefined) return;
  const { uri, lines, text, languageId } = code;
  if (uri === undefined) {
    const document = await workspace.openTextDocument({ content: text, language: languageId });
    await window.showTextDocument(document, columnFor(document.uri, lastEditor));
    return;
  }
  try {
    const document = await workspace.openTextDocument(Uri.parse(uri));
    const selection = lines === undefined ? undefined : rangeOf(document, lines);
    await window.showTextDocument(document, {
      viewColumn: columnFor(document.uri, lastEditor),
      ...(selection !== undefined && { selection }),
    });
  } catch {
    void showWarning(l10n.t("{0} is not there any more.", code.path));
  }
}
