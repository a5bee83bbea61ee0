import { Uri, workspace, type NotebookCell, type TextDocument } from "vscode";

/**
 * What a document is called in a question: its path relative to its folder (after the folder's name where there are
 * several), its file name where it is in none, so that no one's home folder is told, and its title where it has no
 * file.
 */
export function documentPath({ uri }: Pick<TextDocument, "uri">): string {
  const cell = notebookCell(uri);
  if (cell !== undefined) return cell;
  if (uri.scheme === "git") return `${relativePath(Uri.file(uri.path))} (git)`;
  if (uri.scheme === "output") return "Output";
  return relativePath(uri);
}

function relativePath(uri: Uri): string {
  const folder = workspace.getWorkspaceFolder(uri);
  if (folder === undefined) return uri.path.split("/").at(-1) ?? uri.path;
  // VS Code calls a folder that is open by its full path.
  return folder.uri.toString() === uri.toString() ? folder.name : workspace.asRelativePath(uri);
}

/** The file that holds a document: of a cell its notebook. */
export function fileOf(uri: Uri): Uri {
  return cellOf(uri)?.notebook.uri ?? uri;
}

function notebookCell(uri: Uri): string | undefined {
  if (uri.scheme !== "vscode-notebook-cell") return undefined;
  const cell = cellOf(uri);
  if (cell === undefined) return relativePath(uri);
  return `${relativePath(cell.notebook.uri)} (cell ${cell.index + 1})`;
}

function cellOf(uri: Uri): NotebookCell | undefined {
  if (uri.scheme !== "vscode-notebook-cell") return undefined;
  const key = uri.toString();
  return workspace.notebookDocuments
    .flatMap((notebook) => notebook.getCells())
    .find(({ document }) => document.uri.toString() === key);
}
