import { randomUUID } from "node:crypto";
import { workspace, type NotebookCell, type NotebookDocument, type Uri } from "vscode";
import type { CodeAttachment } from "../../core/attachment.ts";
import { documentPath } from "./documentPath.ts";

/** The notebook in a file; undefined where it holds none that anything here can read. */
export async function notebookOf(uri: Uri): Promise<NotebookDocument | undefined> {
  if (!uri.path.endsWith(".ipynb")) return undefined;
  try {
    return await workspace.openNotebookDocument(uri);
  } catch {
    return undefined;
  }
}

/**
 * The cells as they stand in the editor, each under a heading of the kind that models know from notebooks kept as
 * scripts. What cells put out is left out. It has no `uri`: no text document has these lines.
 */
export function wholeNotebook(notebook: NotebookDocument): CodeAttachment {
  const cells = notebook.getCells();
  const languages = cells.map(({ document }) => document.languageId);
  return {
    kind: "code",
    id: randomUUID(),
    path: documentPath(notebook),
    languageId: languages.find((id) => id !== "markdown") ?? "markdown",
    text: cells.map(cellText).join("\n\n"),
  };
}

function cellText({ index, document }: NotebookCell): string {
  return `# %% cell ${index + 1} [${document.languageId}]\n${document.getText()}`;
}
