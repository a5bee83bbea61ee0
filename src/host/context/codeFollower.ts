import { isDeepStrictEqual } from "node:util";
import {
  Disposable,
  languages,
  Uri,
  workspace,
  type DiagnosticChangeEvent,
  type FileRenameEvent,
  type TextDocument,
  type TextDocumentChangeEvent,
} from "vscode";
import { isSameText, type CodeAttachment } from "../../core/attachment.ts";
import type { Chat } from "../../core/chat.ts";
import { followCode, followRename } from "../../core/followCode.ts";
import type { Edit } from "../../core/followEdits.ts";
import { redact, redacted, secretsIn } from "../../core/secrets.ts";
import { endOfLastLine, foundAgain, openDocument, openOne, textIn } from "./codeDocument.ts";
import { documentPath } from "./documentPath.ts";
import { changeCode, draftedCode, findCode, type DraftedChats } from "./draftedCode.ts";
import { problemsOf, problemsToSend } from "./problems.ts";

/** Keeps the code in drafts and in queues true while its documents change. */
export class CodeFollower implements Disposable {
  readonly #chats: Pick<DraftedChats, "all">;
  readonly #ownKeys: () => readonly string[];
  readonly #subscriptions: Disposable;
  /** Where the last line of attached code ended after the last edit of its document, by its id. */
  readonly #lastColumns = new Map<string, number | undefined>();
  /** The ids of code whose lines were cut. */
  readonly #cut = new Set<string>();

  constructor(chats: Pick<DraftedChats, "all">, ownKeys: () => readonly string[]) {
    this.#chats = chats;
    this.#ownKeys = ownKeys;
    this.#subscriptions = Disposable.from(
      workspace.onDidChangeTextDocument((event) => this.#follow(event)),
      workspace.onDidRenameFiles((event) => this.#rename(event)),
      languages.onDidChangeDiagnostics((event) => this.#takeProblems(event)),
    );
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  /** Looks anew whether the code stands in its document. */
  async check(chat: Chat, code: CodeAttachment): Promise<void> {
    if (code.uri !== undefined) await this.#mark(chat, code, await openDocument(code));
  }

  /** Whether nothing is left of the lines of the code: what stands there now has nothing to do with it. */
  isGone(code: CodeAttachment, document: TextDocument): boolean {
    const { id, lines } = code;
    if (lines === undefined) return false;
    return this.#cut.has(id) || lines.end > document.lineCount || textIn(document, code) === "";
  }

  #each(visit: (chat: Chat, code: CodeAttachment) => void): void {
    for (const chat of this.#chats.all()) for (const code of draftedCode(chat)) visit(chat, code);
  }

  /** Lines that are cut stay where they were. */
  #follow({ document, contentChanges }: TextDocumentChangeEvent): void {
    if (contentChanges.length === 0) return;
    const key = document.uri.toString();
    const edits = contentChanges.map(editOf);
    this.#each((chat, code) => {
      if (code.uri !== key) return;
      const column = this.#lastColumns.get(code.id) ?? lastColumn(code);
      const moved = this.#cut.has(code.id) ? code : followCode(code, column, edits);
      if (moved === undefined) this.#cut.add(code.id);
      const now = moved ?? code;
      // The next edit may come before it is known that this one was inside.
      this.#lastColumns.set(code.id, endOfLastLine(document, now));
      changeCode(chat, code.id, () => now);
      void this.#mark(chat, now, document);
    });
  }

  #rename({ files }: FileRenameEvent): void {
    this.#each((chat, code) => {
      const [uri] = files.flatMap(
        ({ oldUri, newUri }) => followRename(code.uri ?? "", String(oldUri), String(newUri)) ?? [],
      );
      if (uri === undefined) return;
      const renamed = { ...code, uri, path: documentPath({ uri: Uri.parse(uri) }) };
      changeCode(chat, code.id, () => renamed);
      void this.check(chat, renamed);
    });
  }

  /** What was sent along stays switched on while nothing is reported. */
  #takeProblems({ uris }: DiagnosticChangeEvent): void {
    const changed = new Set(uris.map(String));
    this.#each((chat, code) => {
      if (code.problems === undefined || code.outdated === true) return;
      // Of a document that is closed language servers take back what they reported.
      if (changed.has(code.uri ?? "") && openOne(code) !== undefined)
        void this.#replaceProblems(chat, code);
    });
  }

  async #replaceProblems(chat: Chat, code: CodeAttachment): Promise<void> {
    const reported = problemsOf(code);
    const problems = await problemsToSend(code, this.#ownKeys());
    // What changed or is reported meanwhile is taken in its turn.
    if (!isDeepStrictEqual(reported, problemsOf(code))) return;
    changeCode(chat, code.id, (current) =>
      current.problems === undefined ||
      current.outdated === true ||
      !isSameText(current, code) ||
      isDeepStrictEqual(current.problems, problems)
        ? current
        : { ...current, problems },
    );
  }

  /**
   * Says whether the code still stands in its document; where that is gone it does not. Lines that were cut come back
   * with an undo, or elsewhere.
   */
  async #mark(chat: Chat, code: CodeAttachment, document: TextDocument | undefined): Promise<void> {
    const version = document?.version;
    const isOutdated = document === undefined || !(await this.#stands(code, document));
    const current = findCode(chat, code.id);
    // What has changed meanwhile is looked at again anyway.
    if (current === undefined || document?.version !== version || !isSameText(code, current))
      return;
    const found = isOutdated && document !== undefined ? foundAgain(current, document) : undefined;
    if (found !== undefined) this.#lastColumns.delete(code.id);
    if (found !== undefined || !isOutdated) this.#cut.delete(code.id);
    changeCode(chat, code.id, () => found ?? marked(current, isOutdated));
  }

  /** Code whose secrets were redacted stands where the same would be left of it. */
  async #stands(code: CodeAttachment, document: TextDocument): Promise<boolean> {
    const now = textIn(document, code);
    if (isIn(now, code) || !code.text.includes(redacted)) return isIn(now, code);
    const { secrets } = await secretsIn({ ...code, text: now }, this.#ownKeys());
    return isIn(redact(now, secrets), code);
  }
}

function marked(code: CodeAttachment, isOutdated: boolean): CodeAttachment {
  const { outdated = false, ...rest } = code;
  if (outdated === isOutdated) return code;
  return isOutdated ? { ...rest, outdated: true } : rest;
}

function isIn(lines: string, { text, isPart = false }: CodeAttachment): boolean {
  return isPart ? lines.includes(text) : lines === text;
}

function lastColumn({ text, outdated }: CodeAttachment): number | undefined {
  return outdated === true ? undefined : text.length - (text.lastIndexOf("\n") + 1);
}

function editOf({ range, text }: TextDocumentChangeEvent["contentChanges"][number]): Edit {
  const { start, end } = range;
  return {
    startLine: start.line,
    startColumn: start.character,
    endLine: end.line,
    endColumn: end.character,
    text,
  };
}
