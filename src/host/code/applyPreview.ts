import * as vscode from "vscode";
import { difference } from "../../core/apply/difference.ts";
import { filesOfDiff } from "../../core/apply/filesOfDiff.ts";
import { isDiff, newTextOf } from "../../core/apply/hunks.ts";
import { rebased, type Rewrite } from "../../core/apply/rebased.ts";
import { messageOf } from "../../shared/messageOf.ts";
import { columnFor } from "../columnFor.ts";
import { isContained } from "../workspaceFiles.ts";
import { findTarget } from "./applyTarget.ts";
import type { AnswerCode } from "./codeBlockActions.ts";
import { confirmIfObeyed } from "./confirmIfObeyed.ts";
import { offerNewFile } from "./newFile.ts";
import { proposalScheme } from "./proposalScheme.ts";
import { trustsWorkspace } from "./trustsWorkspace.ts";
import { showError, showInformation } from "../notices.ts";

interface Proposal {
  readonly target: vscode.Uri;
  /** What the file held when the code was placed in it. */
  readonly before: string;
  after: string;
  /** Whether the target was the user's own open file rather than one that the answer named. */
  readonly isOpenFile: boolean;
  /** False while the text is still being written: then it can't be accepted. */
  complete: boolean;
  /** Proposes anew where the file changed meanwhile. */
  readonly again?: () => Promise<void>;
  /** Of lines that are rewritten: where the file changed meanwhile, they may have moved. */
  readonly lines?: Rewrite["lines"];
}

/** A proposal that is still being written. */
export interface Draft {
  /** False once the user closed or discarded its diff. */
  readonly isOpen: () => boolean;
  /** Replaces what stands in the range. */
  readonly update: (text: string) => void;
  /** From here on it can be accepted. */
  readonly finish: () => void;
  readonly close: () => Promise<void>;
}

/**
 * Shows code of a model in its file as VS Code's own diff, also while it is being written, and writes it to the file
 * once it is accepted. A proposal ends with its diff's tab.
 */
export class ApplyPreview implements vscode.Disposable {
  readonly #editor: () => vscode.TextEditor | undefined;
  readonly #proposals = new Map<string, Proposal>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #subscriptions: vscode.Disposable;
  #count = 0;

  constructor(editor: () => vscode.TextEditor | undefined) {
    this.#editor = editor;
    this.#subscriptions = vscode.Disposable.from(
      this.#changed,
      vscode.workspace.registerTextDocumentContentProvider(proposalScheme, {
        onDidChange: this.#changed.event,
        provideTextDocumentContent: (uri) => this.#proposals.get(uri.toString())?.after ?? "",
      }),
      vscode.window.tabGroups.onDidChangeTabs(({ closed }) => {
        for (const tab of closed) this.#proposals.delete(proposalOf(tab)?.toString() ?? "");
      }),
      vscode.commands.registerCommand("eigen.acceptCode", () => this.#end(this.#accept)),
      vscode.commands.registerCommand("eigen.discardCode", () => this.#end(async () => true)),
    );
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  async show(answer: AnswerCode): Promise<void> {
    if (!isTrusted()) return;
    const open = this.#editor()?.document;
    const lines = answer.code.split("\n");
    const files = filesOfDiff(lines);
    if (files.length > 1)
      return tell(
        vscode.l10n.t(
          "This diff is for several files: {0}. Apply one at a time.",
          files.join(", "),
        ),
      );
    const path = answer.path ?? files[0] ?? null;
    const document = await findTarget(path, open);
    if (document === undefined && path !== null) {
      const made = newTextOf(lines);
      // What a diff takes for granted is not there.
      if (made === undefined && isDiff(lines))
        return tell(vscode.l10n.t("There is no file {0} in this workspace.", path));
      return offerNewFile({ ...answer, path, code: made ?? answer.code }, path, this.#editor);
    }
    if (document === undefined)
      return tell(vscode.l10n.t("Open the file that the code is for first."));
    const { placeCode } = await import("../../core/apply/placeCode.ts");
    const name = vscode.workspace.asRelativePath(document.uri);
    const before = document.getText();
    const placement = placeCode(before, answer.code);
    if (placement.kind === "unchanged")
      return tell(vscode.l10n.t("{0} has this code already.", name));
    if (placement.kind === "unplaced") {
      return tell(
        vscode.l10n.t(
          "Where in {0} this code belongs is not clear. Put the cursor there and use Insert at Cursor.",
          name,
        ),
      );
    }
    const { text } = placement;
    const same = this.#sameAs(document.uri, text);
    const uri = await this.#open(
      {
        target: document.uri,
        before,
        after: text,
        isOpenFile: document === open,
        complete: true,
        again: () => this.show(answer),
      },
      vscode.l10n.t("{0} (from the answer)", name),
    );
    // Only now: the new diff opens in the place of the old one.
    for (const key of same) await closeTab(key);
    // Whoever accepts an old diff waits for this one to be shown, not for its answer.
    void this.#ask(uri, name);
  }

  /** The keys of proposals that say the same already. */
  #sameAs(target: vscode.Uri, after: string): readonly string[] {
    const isSame = (one: Proposal) =>
      one.complete && one.after === after && one.target.toString() === target.toString();
    return [...this.#proposals].flatMap(([key, one]) => (isSame(one) ? [key] : []));
  }

  /** Begins a proposal for a range of an open file; undefined where nothing may be changed. */
  async begin(document: vscode.TextDocument, range: vscode.Range): Promise<Draft | undefined> {
    if (!isTrusted()) return undefined;
    const before = document.getText();
    const start = document.offsetAt(range.start);
    const end = document.offsetAt(range.end);
    const name = vscode.workspace.asRelativePath(document.uri);
    const proposal: Proposal = {
      target: document.uri,
      before,
      after: before,
      isOpenFile: true,
      complete: false,
      lines: { first: range.start.line, last: range.end.line },
    };
    const uri = await this.#open(proposal, vscode.l10n.t("{0} (proposed)", name));
    return {
      isOpen: () => this.#proposals.has(uri.toString()),
      update: (text) => {
        proposal.after = before.slice(0, start) + text + before.slice(end);
        this.#changed.fire(uri);
      },
      finish: () => {
        proposal.complete = true;
        void this.#ask(uri, name);
      },
      close: () => closeTab(uri.toString()),
    };
  }

  async #open(proposal: Proposal, title: string): Promise<vscode.Uri> {
    this.#count += 1;
    const { target } = proposal;
    const { path } = target;
    const uri = vscode.Uri.from({ scheme: proposalScheme, path, query: String(this.#count) });
    this.#proposals.set(uri.toString(), proposal);
    await vscode.commands.executeCommand("vscode.diff", target, uri, title, {
      // Another file would take the place of a preview, and the proposal would end with it.
      preview: false,
      viewColumn: columnFor(target, this.#editor()),
    });
    return uri;
  }

  /** The same two answers as the buttons of the diff's title, where they are easily seen. */
  async #ask(uri: vscode.Uri, name: string): Promise<void> {
    const accept = vscode.l10n.t("Accept");
    const discard = vscode.l10n.t("Discard");
    const question = vscode.l10n.t("Apply this code to {0}?", name);
    const choice = await showInformation(question, accept, discard);
    const proposal = this.#proposals.get(uri.toString());
    if (proposal === undefined || choice === undefined) return;
    try {
      if (choice === discard || (await this.#accept(proposal))) await closeTab(uri.toString());
    } catch (error) {
      // Of the commands of the diff's title VS Code says it; nobody waits for this.
      void showError(messageOf(error));
    }
  }

  /** Ends the proposal of the diff that is shown, unless `write` leaves it open. */
  async #end(write: (proposal: Proposal) => Promise<boolean>): Promise<void> {
    const uri = proposalOf(vscode.window.tabGroups.activeTabGroup.activeTab);
    const proposal = uri === undefined ? undefined : this.#proposals.get(uri.toString());
    if (uri !== undefined && proposal !== undefined && (await write(proposal)))
      await closeTab(uri.toString());
  }

  /** Everything is checked again here: between the preview and the click, files and links can have changed. */
  readonly #accept = async (proposal: Proposal): Promise<boolean> => {
    const { target, before, after, isOpenFile, complete, again, lines } = proposal;
    if (!complete) {
      tell(vscode.l10n.t("The change is still being written. Accept it when it is complete."));
      return false;
    }
    if (!(await confirmIfObeyed(target, before, after))) return false;
    const document = await vscode.workspace.openTextDocument(target);
    const now = document.getText();
    if (now !== before && again !== undefined) {
      tell(vscode.l10n.t("The file has changed since. Here is the code in it as it is now."));
      await again();
      return true;
    }
    const wanted = now === before ? after : lines && rebased({ before, after, lines }, now);
    if (wanted === undefined) {
      tell(
        vscode.l10n.t(
          "The selected lines have changed since. Copy what you need from here, or select the lines and ask again.",
        ),
      );
      return false;
    }
    if (!isOpenFile && !(await isContained(target))) {
      tell(vscode.l10n.t("The file is no longer inside the workspace. Nothing was written."));
      return true;
    }
    const edit = new vscode.WorkspaceEdit();
    // One edit is one step of undo.
    const { start, end, text } = difference(now, wanted);
    const range = new vscode.Range(document.positionAt(start), document.positionAt(end));
    edit.replace(target, range, text);
    if (!(await vscode.workspace.applyEdit(edit))) {
      tell(vscode.l10n.t("VS Code did not take the change. Nothing was written."));
      return false;
    }
    const editor = await vscode.window.showTextDocument(document, {
      preview: false,
      viewColumn: columnFor(target, this.#editor()),
    });
    editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
    return true;
  };
}

function isTrusted(): boolean {
  return trustsWorkspace(vscode.l10n.t("Code is applied to files in trusted workspaces only."));
}

function proposalOf(tab: vscode.Tab | undefined): vscode.Uri | undefined {
  const input = tab?.input;
  const isProposal =
    input instanceof vscode.TabInputTextDiff && input.modified.scheme === proposalScheme;
  return isProposal ? input.modified : undefined;
}

async function closeTab(key: string): Promise<void> {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  const tab = tabs.find((tab) => proposalOf(tab)?.toString() === key);
  if (tab !== undefined) await vscode.window.tabGroups.close(tab);
}

function tell(text: string): void {
  void showInformation(text);
}
