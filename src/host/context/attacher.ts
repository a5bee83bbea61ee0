import {
  EndOfLine,
  l10n,
  Uri,
  window,
  workspace,
  type Disposable,
  type TextDocument,
  type TextDocumentChangeEvent,
} from "vscode";
import type { CodeAttachment } from "../../core/attachment.ts";
import type { Chat } from "../../core/chat.ts";
import { attachedTo, withAttachment } from "../../core/draft.ts";
import { followEdit, onlyPlace } from "../../core/followEdits.ts";
import { redact, redacted, secretsIn } from "../../core/secrets.ts";
import { whyTooLong } from "./files.ts";
import { withProblems } from "./problems.ts";
import { withoutSecrets } from "./secretsGate.ts";
import { enclosingNames, rangeOf } from "./selection.ts";

/** The chats whose drafts are being written: the one where the user is, and all that live in this window. */
export interface DraftedChats {
  readonly current: () => Promise<Chat>;
  readonly all: () => readonly Chat[];
}

/** Puts code into the draft, once no secret is in it unasked, and keeps it true while the documents change. */
export class Attacher implements Disposable {
  readonly #chats: DraftedChats;
  readonly #ownKeys: () => readonly string[];
  readonly #subscription: Disposable;
  /** Where the last line of attached code ended after the last edit of its document, by its id. */
  readonly #lastColumns = new Map<string, number | undefined>();

  constructor(chats: DraftedChats, ownKeys: () => readonly string[]) {
    this.#chats = chats;
    this.#ownKeys = ownKeys;
    this.#subscription = workspace.onDidChangeTextDocument((event) => this.#follow(event));
  }

  /** Adds to the draft at once; the names of what the code is in come when the language server knows them. */
  async attach(code: readonly CodeAttachment[]): Promise<boolean> {
    const fitting = code.filter(fits);
    if (fitting.length === 0) return false;
    const cleared = await withoutSecrets(fitting, this.#ownKeys());
    if (cleared === undefined) return false;
    const chat = await this.#chats.current();
    chat.changeDraft((draft) => ({ ...draft, attachments: [...draft.attachments, ...cleared] }));
    void Promise.all(cleared.map(withPlace)).then((placed) =>
      placed.forEach((one) => replace(chat, one)),
    );
    return true;
  }

  /** What a question that is asked at once carries; undefined when the user kept a secret, or it is too long. */
  async prepare(
    code: readonly CodeAttachment[],
    options: { readonly problems: boolean },
  ): Promise<readonly CodeAttachment[] | undefined> {
    if (code.filter(fits).length < code.length) return undefined;
    const cleared = await withoutSecrets(code, this.#ownKeys(), "send");
    if (cleared === undefined) return undefined;
    const placed = await Promise.all(cleared.map(withPlace));
    return options.problems ? placed.map((one) => withProblems(one)) : placed;
  }

  /** Takes the lines as they stand in the document now. */
  async refresh(id: string): Promise<void> {
    const isIt = (one: CodeAttachment) => one.id === id;
    const chat = this.#chats.all().find((one) => codeOf(one).some(isIt));
    const code = chat && codeOf(chat).find(isIt);
    if (chat === undefined || code === undefined) return;
    const document = await openDocument(code);
    if (document === undefined) {
      void window.showWarningMessage(l10n.t("{0} is not there any more.", code.path));
      return;
    }
    const { outdated, isPart, ...current } = code;
    const taken = withProblems(
      { ...current, text: textIn(document, code) },
      current.problems !== undefined,
    );
    if (!fits(taken)) return;
    const cleared = await withoutSecrets([taken], this.#ownKeys());
    if (cleared?.[0] !== undefined) replace(chat, cleared[0]);
  }

  /** Marks what changed while nobody followed it: while the window was closed, or outside of VS Code. */
  async recheck(chat: Chat): Promise<void> {
    for (const code of codeOf(chat))
      if (code.uri !== undefined) await this.#mark(chat, code, await openDocument(code));
  }

  dispose(): void {
    this.#subscription.dispose();
  }

  #follow({ document, contentChanges }: TextDocumentChangeEvent): void {
    if (contentChanges.length === 0) return;
    const key = document.uri.toString();
    for (const chat of this.#chats.all()) {
      for (const code of codeOf(chat)) {
        if (code.uri !== key) continue;
        const moved = follow(
          code,
          contentChanges,
          this.#lastColumns.get(code.id) ?? lastColumn(code),
        );
        // The next edit may come before it is known that this one was inside.
        this.#lastColumns.set(code.id, endOfLastLine(document, moved));
        if (moved !== code) replace(chat, moved);
        void this.#mark(chat, moved, document);
      }
    }
  }

  /**
   * Says whether the code still stands in its document; where that is gone it does not. Lines that were cut come back
   * with an undo, or elsewhere.
   */
  async #mark(chat: Chat, code: CodeAttachment, document: TextDocument | undefined): Promise<void> {
    const version = document?.version;
    const isOutdated = document === undefined || !(await this.#stands(code, document));
    // What has changed meanwhile is looked at again anyway.
    if (document?.version !== version || !codeOf(chat).includes(code)) return;
    const found = isOutdated && document !== undefined ? foundAgain(code, document) : undefined;
    if (found !== undefined) {
      this.#lastColumns.delete(code.id);
      return replace(chat, found);
    }
    const { outdated = false, ...rest } = code;
    if (outdated !== isOutdated) replace(chat, isOutdated ? { ...rest, outdated: true } : rest);
  }

  /** Code whose secrets were redacted stands where the same would be left of it. */
  async #stands(code: CodeAttachment, document: TextDocument): Promise<boolean> {
    const now = textIn(document, code);
    if (isIn(now, code) || !code.text.includes(redacted)) return isIn(now, code);
    const { secrets } = await secretsIn({ ...code, text: now }, this.#ownKeys());
    return isIn(redact(now, secrets), code);
  }
}

/** Whether code is short enough; the user is told where it is not. */
function fits(code: CodeAttachment): boolean {
  const reason = whyTooLong(code);
  if (reason !== undefined) void window.showWarningMessage(reason);
  return reason === undefined;
}

function isIn(lines: string, { text, isPart = false }: CodeAttachment): boolean {
  return isPart ? lines.includes(text) : lines === text;
}

function lastColumn({ text, outdated }: CodeAttachment): number | undefined {
  return outdated === true ? undefined : text.length - (text.lastIndexOf("\n") + 1);
}

function endOfLastLine(document: TextDocument, { lines }: CodeAttachment): number | undefined {
  return lines === undefined || lines.end > document.lineCount
    ? undefined
    : document.lineAt(lines.end - 1).text.length;
}

/** Lines that are gone stay where they were. */
function follow(
  code: CodeAttachment,
  changes: TextDocumentChangeEvent["contentChanges"],
  lastColumn: number | undefined,
): CodeAttachment {
  let { lines } = code;
  for (const { range, text } of changes) {
    if (lines === undefined) return code;
    const { start, end } = range;
    lines = followEdit(lines, lastColumn, {
      startLine: start.line,
      startColumn: start.character,
      endLine: end.line,
      endColumn: end.character,
      text,
    });
  }
  const isMoved = lines?.start !== code.lines?.start || lines?.end !== code.lines?.end;
  return lines !== undefined && isMoved ? { ...code, lines } : code;
}

/** The code in the only place of its document that has its lines. */
function foundAgain(
  { outdated, ...code }: CodeAttachment,
  document: TextDocument,
): CodeAttachment | undefined {
  if (code.lines === undefined || code.isPart === true) return undefined;
  const eol = document.eol === EndOfLine.CRLF ? "\r\n" : "\n";
  const lines = onlyPlace(document.getText(), code.text, eol);
  return lines && { ...code, lines };
}

function codeOf({ conversation }: Chat): readonly CodeAttachment[] {
  return attachedTo(conversation.draft).filter((one) => one.kind === "code");
}

/** Without effect when it was removed. */
function replace(chat: Chat, code: CodeAttachment): void {
  chat.changeDraft((draft) => withAttachment(draft, code));
}

/** What stands in the lines of the code, or in the whole document. */
function textIn(document: TextDocument, { lines }: CodeAttachment): string {
  return document.getText(lines === undefined ? undefined : rangeOf(document, lines));
}

function openOne({ uri }: CodeAttachment): TextDocument | undefined {
  return workspace.textDocuments.find((document) => document.uri.toString() === uri);
}

/** Undefined where the document is gone; one that was never saved is not made anew. */
async function openDocument(code: CodeAttachment): Promise<TextDocument | undefined> {
  const open = openOne(code);
  if (open !== undefined || code.uri === undefined) return open;
  const uri = Uri.parse(code.uri);
  if (uri.scheme === "untitled") return undefined;
  try {
    return await workspace.openTextDocument(uri);
  } catch {
    return undefined;
  }
}

async function withPlace(code: CodeAttachment): Promise<CodeAttachment> {
  const document = openOne(code);
  if (document === undefined || code.lines === undefined) return code;
  const symbols = await enclosingNames(document, code.lines);
  return symbols.length === 0 ? code : { ...code, symbols };
}
