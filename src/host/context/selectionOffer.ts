import {
  Disposable,
  EventEmitter,
  window,
  workspace,
  type TextDocument,
  type TextEditor,
} from "vscode";
import { isSameText, type CodeAttachment } from "../../core/attachment.ts";
import { secretsIn } from "../../core/secrets.ts";
import { unlinked } from "./codeUri.ts";
import { fileOf } from "./documentPath.ts";
import { enclosingNames, selectedLines } from "./selection.ts";

/** How long the selection must rest before it is offered, in milliseconds. */
const restMs = 150;
/** Characters; what is longer is attached by a command or not at all. */
const longest = 100_000;
/** Occurrences of a word can be hundreds; more are attached by a command or not at all. */
const mostPieces = 10;

/**
 * What is selected in the editor, offered to the question that is being written. Only of the workspace's own and
 * untitled documents, never where anyone but the user decides (an untrusted workspace), and nothing that would have to be
 * asked about because of secrets. Nothing while it is not wanted.
 */
export class SelectionOffer implements Disposable {
  readonly #lookedAt: () => TextEditor | undefined;
  readonly #ownKeys: () => readonly string[];
  readonly #isWanted: () => boolean;
  readonly #changed = new EventEmitter<void>();
  readonly onDidChange = this.#changed.event;
  readonly #subscriptions: Disposable;
  #editor: TextEditor | undefined;
  #current: readonly CodeAttachment[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `lookedAt`: the editor, also while the keyboard is in a chat beside it. */
  constructor(
    lookedAt: () => TextEditor | undefined,
    ownKeys: () => readonly string[],
    isWanted: () => boolean,
  ) {
    this.#lookedAt = lookedAt;
    this.#ownKeys = ownKeys;
    this.#isWanted = isWanted;
    this.#subscriptions = Disposable.from(
      window.onDidChangeTextEditorSelection(() => this.lookSoon()),
      window.onDidChangeActiveTextEditor(() => this.lookSoon()),
      workspace.onDidChangeTextDocument(({ document }) => {
        if (document === this.#editor?.document) this.lookSoon();
      }),
    );
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

  /** What is selected may be wanted from now on. */
  lookSoon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#look(), restMs);
  }

  async #look(): Promise<void> {
    const timer = this.#timer;
    this.#editor = this.#isWanted() ? this.#lookedAt() : undefined;
    const found = this.#editor === undefined ? [] : await this.#offerable(this.#editor);
    if (timer !== this.#timer || isSame(found, this.#current)) return;
    this.#current = found;
    this.#changed.fire();
  }

  async #offerable(editor: TextEditor): Promise<readonly CodeAttachment[]> {
    const code = linesToOffer(editor);
    for (const one of code) {
      const { secrets, holdsSecretFile } = await secretsIn(await unlinked(one), this.#ownKeys());
      if (holdsSecretFile || secrets.length > 0) return [];
    }
    return Promise.all(code.map((one) => withNames(editor.document, one)));
  }
}

/** What is selected where it may go along without being asked for, secrets aside. */
export function linesToOffer(editor: TextEditor): readonly CodeAttachment[] {
  // The trust that the user gave the workspace, not that of a text.
  // oxlint-disable-next-line no-restricted-properties
  if (!workspace.isTrusted || !isOwn(editor.document)) return [];
  const code = selectedLines(editor);
  const isTooLong = code.reduce((sum, { text }) => sum + text.length, 0) > longest;
  return isTooLong || code.length > mostPieces ? [] : code;
}

function isOwn({ uri }: TextDocument): boolean {
  const file = fileOf(uri);
  return file.scheme === "untitled" || workspace.getWorkspaceFolder(file) !== undefined;
}

async function withNames(document: TextDocument, code: CodeAttachment): Promise<CodeAttachment> {
  if (code.lines === undefined) return code;
  const symbols = await enclosingNames(document, code.lines);
  return symbols.length === 0 ? code : { ...code, symbols };
}

function isSame(some: readonly CodeAttachment[], others: readonly CodeAttachment[]): boolean {
  return some.length === others.length && some.every((one, i) => isSameText(one, others[i]));
}
