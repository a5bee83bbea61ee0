import {
  workspace,
  type Disposable,
  type TextDocument,
  type TextDocumentChangeEvent,
} from "vscode";
import type { CodeAttachment } from "../../core/attachment.ts";
import { followEdit } from "../../core/followEdits.ts";
import type { ChatDraft } from "../chatView/draft.ts";
import { withProblems } from "./problems.ts";
import { withoutSecrets } from "./secretsGate.ts";
import { enclosingNames, rangeOf } from "./selection.ts";

/** What is being written: in the place where the user is, and in all places, each chat once. */
export interface Drafts {
  readonly current: () => Promise<ChatDraft>;
  readonly all: () => Promise<readonly ChatDraft[]>;
}

/** Puts code into the draft, once no secret is in it unasked, and keeps it true while the documents change. */
export class Attacher implements Disposable {
  readonly #drafts: Drafts;
  readonly #ownKeys: () => readonly string[];
  readonly #subscription: Disposable;

  constructor(drafts: Drafts, ownKeys: () => readonly string[]) {
    this.#drafts = drafts;
    this.#ownKeys = ownKeys;
    this.#subscription = workspace.onDidChangeTextDocument((event) => void this.#follow(event));
  }

  /** Adds to the draft at once; the names of what the code is in come when the language server knows them. */
  async attach(code: readonly CodeAttachment[]): Promise<boolean> {
    const cleared = await withoutSecrets(code, this.#ownKeys());
    if (cleared === undefined) return false;
    const draft = await this.#drafts.current();
    draft.add(cleared);
    void Promise.all(cleared.map(withPlace)).then((placed) =>
      placed.forEach((one) => draft.replace(one)),
    );
    return true;
  }

  /** What a question that is asked at once carries; undefined when the user kept a secret. */
  async prepare(
    code: readonly CodeAttachment[],
    options: { readonly problems: boolean },
  ): Promise<readonly CodeAttachment[] | undefined> {
    const cleared = await withoutSecrets(code, this.#ownKeys());
    if (cleared === undefined) return undefined;
    const placed = await Promise.all(cleared.map(withPlace));
    return options.problems ? placed.map((one) => withProblems(one)) : placed;
  }

  /** Takes the lines as they stand in the document now. */
  async refresh(id: string): Promise<void> {
    const all = await this.#drafts.all();
    const draft = all.find(({ attachments }) => attachments.some((one) => one.id === id));
    const code = draft?.attachments.find((attachment) => attachment.id === id);
    const document = code?.kind === "code" ? documentOf(code) : undefined;
    if (code?.kind !== "code" || document === undefined) return;
    const text = document.getText(
      code.lines === undefined ? undefined : rangeOf(document, code.lines),
    );
    const { outdated, ...current } = code;
    const taken = withProblems({ ...current, text }, current.problems !== undefined);
    const cleared = await withoutSecrets([taken], this.#ownKeys());
    if (cleared?.[0] !== undefined) draft?.replace(cleared[0]);
  }

  dispose(): void {
    this.#subscription.dispose();
  }

  async #follow({ document, contentChanges }: TextDocumentChangeEvent): Promise<void> {
    if (contentChanges.length === 0) return;
    const key = document.uri.toString();
    for (const draft of await this.#drafts.all()) {
      for (const attachment of draft.attachments) {
        if (attachment.kind !== "code" || attachment.uri !== key) continue;
        const moved = follow(attachment, document, contentChanges);
        if (moved !== attachment) draft.replace(moved);
      }
    }
  }
}

function follow(
  code: CodeAttachment,
  document: TextDocument,
  changes: TextDocumentChangeEvent["contentChanges"],
): CodeAttachment {
  let { lines } = code;
  for (const { range, text } of changes) {
    if (lines === undefined) break;
    const { start, end } = range;
    lines = followEdit(lines, code.outdated === true ? undefined : code.text, {
      startLine: start.line,
      startColumn: start.character,
      endLine: end.line,
      endColumn: end.character,
      text,
    });
  }
  const isGone = code.lines !== undefined && lines === undefined;
  const now = document.getText(lines === undefined ? undefined : rangeOf(document, lines));
  const outdated = isGone || !now.includes(code.text);
  const same = lines?.start === code.lines?.start && lines?.end === code.lines?.end;
  if ((same || isGone) && outdated === (code.outdated ?? false)) return code;
  const { outdated: _, ...rest } = code;
  return { ...rest, ...(lines === undefined ? {} : { lines }), ...(outdated ? { outdated } : {}) };
}

function documentOf({ uri }: CodeAttachment): TextDocument | undefined {
  return workspace.textDocuments.find((document) => document.uri.toString() === uri);
}

async function withPlace(code: CodeAttachment): Promise<CodeAttachment> {
  const document = documentOf(code);
  if (document === undefined || code.lines === undefined) return code;
  const symbols = await enclosingNames(document, code.lines);
  return symbols.length === 0 ? code : { ...code, symbols };
}
