import * as vscode from "vscode";
import type { CodeAttachment } from "../../core/attachment.ts";
import type { ContentPart } from "../../core/completion.ts";
import { takes } from "../../core/models.ts";
import { mediaFacts, mediaLimits } from "../../shared/mediaFacts.ts";
import type { Model } from "../../shared/model.ts";
import { whyTooLong } from "../context/files.ts";
import { withoutSecrets } from "../context/secretsGate.ts";
import { codeIn, wholeDocument } from "../context/selection.ts";
import { linesToOffer } from "../context/selectionOffer.ts";

/** What a question in VS Code's chat refers to, as far as it can be sent. */
export interface Referred {
  readonly code: readonly CodeAttachment[];
  readonly pictures: readonly ContentPart[];
  /** The names of what can't be sent to this model, or not be read. */
  readonly leftOut: readonly string[];
}

/**
 * Reads what a question refers to; without any code, what is selected in the editor. Secrets are asked about:
 * undefined when the user said no.
 */
export async function readReferences(
  references: readonly vscode.ChatPromptReference[],
  model: Model,
  ownKeys: readonly string[],
): Promise<Referred | undefined> {
  const found = await Promise.all(references.filter(isSendable).map(read));
  const code = found.flatMap((item) => item.code ?? []);
  const editor = vscode.window.activeTextEditor;
  if (code.length === 0 && editor !== undefined) code.push(...linesToOffer(editor));
  const cleared = await withoutSecrets(code, ownKeys, "send");
  if (cleared === undefined) return undefined;
  const sees = takes(model, "image") !== "no";
  return {
    code: cleared,
    pictures: sees ? found.flatMap(({ picture }) => picture ?? []) : [],
    leftOut: found.flatMap(({ code, picture, name }) =>
      code === undefined && (picture === undefined || !sees) ? [name] : [],
    ),
  };
}

interface Read {
  readonly name: string;
  readonly code?: CodeAttachment;
  readonly picture?: ContentPart;
}

/** Other values (tools, the text of an instruction) are for VS Code's own agent. */
function isSendable({ value }: vscode.ChatPromptReference): boolean {
  return value instanceof vscode.Uri || value instanceof vscode.Location || isBinary(value);
}

async function read({ id, value }: vscode.ChatPromptReference): Promise<Read> {
  if (value instanceof vscode.Location) return readText(value.uri, value.range);
  if (value instanceof vscode.Uri) return readFile(value);
  if (!isBinary(value)) return { name: id };
  const name =
    value.reference === undefined ? vscode.l10n.t("a picture") : fileName(value.reference);
  return withPicture(name, await value.data());
}

async function readFile(uri: vscode.Uri): Promise<Read> {
  const read = await readText(uri);
  if (read.code !== undefined) return read;
  try {
    return withPicture(read.name, await vscode.workspace.fs.readFile(uri));
  } catch {
    return read;
  }
}

/** Without code for what is no text (a picture, a folder, a file that is gone) and for what is too long. */
async function readText(uri: vscode.Uri, range?: vscode.Range): Promise<Read> {
  const name = fileName(uri);
  try {
    const document = await vscode.workspace.openTextDocument(uri);
    const code =
      range === undefined ? wholeDocument(document) : codeIn(document, wholeLines(document, range));
    return whyTooLong(code) === undefined ? { name, code } : { name };
  } catch {
    return { name };
  }
}

function withPicture(name: string, bytes: Uint8Array): Read {
  const facts = mediaFacts(bytes);
  if (facts.kind !== "image" || bytes.length > mediaLimits.imageBytes) return { name };
  const url = `data:${facts.mime};base64,${Buffer.from(bytes).toString("base64")}`;
  return { name, picture: { type: "image_url", image_url: { url } } };
}

/** The class of a picture in a question is not in VS Code's stable types yet. */
interface Binary {
  readonly data: () => Thenable<Uint8Array>;
  readonly reference?: vscode.Uri;
}

function isBinary(value: unknown): value is Binary {
  return (
    typeof value === "object" &&
    value !== null &&
    "mimeType" in value &&
    "data" in value &&
    typeof value.data === "function"
  );
}

function fileName({ path }: vscode.Uri): string {
  return path.split("/").at(-1) ?? path;
}

/** A selection that ends before a line's first character does not mean that line. */
function wholeLines(document: vscode.TextDocument, { start, end }: vscode.Range): vscode.Range {
  const last = end.character === 0 && end.line > start.line ? end.line - 1 : end.line;
  return new vscode.Range(start.line, 0, last, document.lineAt(last).range.end.character);
}
