import { window, type Disposable, type TextEditor } from "vscode";
import { proposalScheme } from "../code/proposalScheme.ts";

/** The editor that commands and buttons are about while the keyboard may be in a chat's own tab, or at a proposed change. */
export class LastEditor implements Disposable {
  #last = ofUser(window.activeTextEditor);
  readonly #subscription = window.onDidChangeActiveTextEditor((editor) => {
    this.#last = ofUser(editor) ?? this.#last;
  });

  /** The text editor that the user was in last and that is still visible, or the only one that is visible. */
  get current(): TextEditor | undefined {
    const visible = window.visibleTextEditors.filter(ofUser);
    return (
      ofUser(window.activeTextEditor) ??
      visible.find((editor) => editor === this.#last) ??
      // An editor that a chat's tab has covered for a while is another object afterwards.
      visible.find(({ document }) => document === this.#last?.document) ??
      (visible.length === 1 ? visible[0] : undefined)
    );
  }

  dispose(): void {
    this.#subscription.dispose();
  }
}

function ofUser(editor: TextEditor | undefined): TextEditor | undefined {
  return editor?.document.uri.scheme === proposalScheme ? undefined : editor;
}
