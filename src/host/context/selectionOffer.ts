import {
  Disposable,
  EventEmitter,
  window,
  workspace,
  type TextDocument,
  type TextEditor,
} from "vscode";
import { isSameText, type CodeAttachment } from "../../core/attachment.ts";
import { findSecrets, isSecretFile } from "../../core/secrets.ts";
import { enclosingNames, selectedLines } from "./selection.ts";

/** How long the selection must rest before it is offered, in milliseconds. */
const restMs = 150;
/** Characters; what is longer is attached by a command or not at all. */
const longest = 100_000;

/**
 * What is selected in the editor, offered to the question that is being written. Only of the workspace's own and
 * untitled documents, never where anyone but the user decides (an untrusted workspace), and nothing that would have to be
 * asked about because of secrets.
 */
export class SelectionOffer implements Disposable {
  readonly #ownKeys: () => readonly string[];
  readonly #changed = new EventEmitter<void>();
  readonly onDidChange = this.#changed.event;
  readonly #subscriptions: Disposable;
  #editor: TextEditor | undefined;
  #current: readonly CodeAttachment[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(ownKeys: () => readonly string[]) {
    this.#ownKeys = ownKeys;
    this.#subscriptions = Disposable.from(
      window.onDidChangeTextEditorSelection(() => this.#lookSoon()),
      window.onDidChangeActiveTextEditor(() => this.#lookSoon()),
      workspace.onDidChangeTextDocument(({ document }) => {
        if (document === this.#editor?.document) this.#lookSoon();
      }),
    );
    this.#lookSoon();
  }

  /** The same array for as long as the same is selected. */
  get current(): readonly CodeAttachment[] {
    return this.#current;
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#subscriptions.dispose();
    this.#changed.dispose();
  }

  /** Read anew at each call. */
  get selected(): readonly CodeAttachment[] {
    const editor = this.#lookedAt();
    return editor === undefined ? [] : selectedLines(editor);
  }

  #lookSoon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#look(), restMs);
  }

  async #look(): Promise<void> {
    const timer = this.#timer;
    this.#editor = this.#lookedAt();
    const found = this.#editor === undefined ? [] : await this.#offerable(this.#editor);
    if (timer !== this.#timer || isSame(found, this.#current)) return;
    this.#current = found;
    this.#changed.fire();
  }

  /** A chat in a tab has the focus: the editor beside it is still what the user looks at. */
  #lookedAt(): TextEditor | undefined {
    const last = window.visibleTextEditors.find((editor) => editor === this.#editor);
    return window.activeTextEditor ?? last;
  }

  async #offerable(editor: TextEditor): Promise<readonly CodeAttachment[]> {
    // The trust that the user gave the workspace, not that of a text.
    // oxlint-disable-next-line no-restricted-properties
    if (!workspace.isTrusted || !isOwn(editor.document)) return [];
    const code = selectedLines(editor);
    if (code.reduce((sum, { text }) => sum + text.length, 0) > longest) return [];
    for (const { path, text } of code) {
      if (isSecretFile(path)) return [];
      if ((await findSecrets(text, path, this.#ownKeys())).length > 0) return [];
    }
    return Promise.all(code.map((one) => withNames(editor.document, one)));
  }
}

function isOwn({ uri }: TextDocument): boolean {
  return uri.scheme === "untitled" || workspace.getWorkspaceFolder(uri) !== undefined;
}

async function withNames(document: TextDocument, code: CodeAttachment): Promise<CodeAttachment> {
  if (code.lines === undefined) return code;
  const symbols = await enclosingNames(document, code.lines);
  return symbols.length === 0 ? code : { ...code, symbols };
}

function isSame(some: readonly CodeAttachment[], others: readonly CodeAttachment[]): boolean {
  return some.length === others.length && some.every((one, i) => isSameText(one, others[i]));
}
