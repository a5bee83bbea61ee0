import { randomUUID } from "node:crypto";
import { FileType, l10n, Uri, workspace } from "vscode";
import { attachmentName, type CodeAttachment } from "../../core/attachment.ts";
import { mediaFacts } from "../../shared/mediaFacts.ts";
import { documentPath } from "./documentPath.ts";
import { notebookOf, wholeNotebook } from "./notebook.ts";
import { wholeDocument } from "./selection.ts";

/** What a file turned out to be. */
export type ReadFile =
  | { readonly type: "code"; readonly code: CodeAttachment }
  | { readonly type: "media" }
  /** It can't be attached; `reason` is a sentence for the user. */
  | { readonly type: "refused"; readonly reason: string };

/** Bytes, or UTF-16 units of a text. What is longer is no reading for a model, and would block the editor. */
const longestText = 1_000_000;
const longestFile = 60_000_000;

/**
 * Reads a file as it stands in the editor, unsaved changes too; a folder becomes the list of its files, a notebook the
 * text of its cells.
 */
export async function readFile(uri: Uri): Promise<ReadFile> {
  const name = uri.path.split("/").at(-1) ?? "";
  const isIt = (document: { readonly uri: Uri }) => document.uri.toString() === uri.toString();
  const openNotebook = workspace.notebookDocuments.find(isIt);
  if (openNotebook !== undefined) return ofLength(wholeNotebook(openNotebook));
  const open = workspace.textDocuments.find(isIt);
  if (open !== undefined) return ofLength(wholeDocument(open));
  try {
    const { type, size } = await workspace.fs.stat(uri);
    if ((type & FileType.Directory) !== 0) return { type: "code", code: await fileList(uri) };
    // Pipes, sockets and devices never end.
    if ((type & FileType.File) === 0) return refused(l10n.t("{0} is not a regular file.", name));
    if (size > longestFile) return refused(l10n.t("{0} is too large to attach.", name));
    const bytes = await workspace.fs.readFile(uri);
    const facts = mediaFacts(bytes);
    if (facts.kind !== "other" || (facts.name !== undefined && facts.name !== "SVG"))
      return { type: "media" };
    if (bytes.subarray(0, 8192).includes(0)) return refused(l10n.t("{0} is a binary file.", name));
    const notebook = await notebookOf(uri);
    if (notebook !== undefined) return ofLength(wholeNotebook(notebook));
    if (size > longestText)
      return refused(l10n.t("{0} is over 1 MB: open it, and attach the lines that matter.", name));
    return { type: "code", code: wholeDocument(await workspace.openTextDocument(uri)) };
  } catch (error) {
    return refused(l10n.t("{0} could not be read: {1}", name, String(error)));
  }
}

function ofLength(code: CodeAttachment): ReadFile {
  const reason = whyTooLong(code);
  return reason === undefined ? { type: "code", code } : refused(reason);
}

/** A sentence for the user; undefined for code that can be attached. */
export function whyTooLong(code: CodeAttachment): string | undefined {
  if (code.text.length <= longestText) return undefined;
  return l10n.t("{0} is over 1 MB: attach only the lines that matter.", attachmentName(code));
}

function refused(reason: string): ReadFile {
  return { type: "refused", reason };
}

const mostFiles = 500;
const skipped = new Set([".git", "node_modules", ".hg", ".svn", "__pycache__"]);

async function fileList(folder: Uri): Promise<CodeAttachment> {
  const files: string[] = [];
  const waiting: { readonly uri: Uri; readonly prefix: string }[] = [{ uri: folder, prefix: "" }];
  for (
    let next = waiting.shift();
    next !== undefined && files.length < mostFiles;
    next = waiting.shift()
  ) {
    for (const [name, type] of await workspace.fs.readDirectory(next.uri)) {
      const path = `${next.prefix}${name}`;
      // A link can lead in circles, or out of the folder.
      if (type !== FileType.Directory) files.push(path);
      else if (!skipped.has(name))
        waiting.push({ uri: Uri.joinPath(next.uri, name), prefix: `${path}/` });
    }
  }
  const shown = files.slice(0, mostFiles).toSorted();
  if (files.length > shown.length || waiting.length > 0) shown.push("… and more");
  return {
    kind: "code",
    id: randomUUID(),
    path: `${documentPath({ uri: folder })} (files)`,
    languageId: "text",
    text: shown.join("\n"),
  };
}
