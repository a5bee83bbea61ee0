import * as vscode from "vscode";
import { isFromAnswer } from "../../core/apply/isFromAnswer.ts";
import type { Message } from "../../core/conversation.ts";
import { hasInvisible, splitInvisible } from "../../shared/invisible.ts";
import { readFenceInfo } from "../../shared/fenceInfo.ts";
import {
  codeBlockCommands,
  type CodeBlockCommand,
  type CodeIntent,
} from "../../shared/protocol.ts";
import type { ChatViews } from "../chatView/chatViews.ts";
import type { ApplyPreview } from "./applyPreview.ts";
import { insertAtCursor } from "./insertAtCursor.ts";
import { newFile } from "./newFile.ts";
import { runInTerminal } from "./runInTerminal.ts";
import { askInDialog } from "../notices.ts";

/** A block of code in an answer, and what its fence says of it. */
export interface AnswerCode {
  readonly code: string;
  readonly language: string;
  /** The file that the fence names: a hint, checked wherever it is used. */
  readonly path: string | null;
}

/** Does what the buttons of a code block offer. Each one shows its effect before or where it happens. */
export class CodeBlockActions {
  readonly #preview: ApplyPreview;
  readonly #editor: () => vscode.TextEditor | undefined;

  constructor(preview: ApplyPreview, editor: () => vscode.TextEditor | undefined) {
    this.#preview = preview;
    this.#editor = editor;
  }

  /** Only code that the named answer holds goes into files or a terminal, whatever the view says. */
  async use(
    { action, messageId, code, info }: CodeIntent,
    messages: readonly Message[],
  ): Promise<void> {
    // The view's own way to the clipboard is closed while the command palette has the keyboard.
    if (action === "copy") return void vscode.env.clipboard.writeText(code);
    const message = messages.find(({ id }) => id === messageId);
    if (message?.role !== "assistant" || !isFromAnswer(message.text, code)) return;
    if (!(await acceptsInvisible(code))) return;
    const answer = { code, ...readFenceInfo(info) };
    switch (action) {
      case "insert":
        return insertAtCursor(code, this.#editor());
      case "apply":
        return this.#preview.show(answer);
      case "newFile":
        return newFile(answer);
      case "runInTerminal":
        return runInTerminal(code);
    }
  }
}

/** The buttons of the focused code block, and the way between the blocks, for the keyboard. */
export function registerCodeBlockCommands(view: ChatViews): vscode.Disposable {
  return vscode.Disposable.from(
    ...codeBlockCommands.map((name) =>
      vscode.commands.registerCommand(`eigen.codeBlock.${name}`, () => useCodeBlock(view, name)),
    ),
  );
}

/** In a chat that can't be seen nobody knows which block is meant: the chat is shown, and nothing else happens. */
async function useCodeBlock(view: ChatViews, command: CodeBlockCommand): Promise<void> {
  const controller = await view.controller;
  if (!controller.isSeen) await view.reveal();
  else controller.signal({ type: "codeBlock", command });
}

/** Characters that cannot be seen can make code do something else than it seems to (threats T12). */
async function acceptsInvisible(code: string): Promise<boolean> {
  const marked = hasInvisible(code) ? splitInvisible(code).flatMap(({ name }) => name ?? []) : [];
  if (marked.length === 0) return true;
  const goOn = vscode.l10n.t("Use It Anyway");
  const choice = await askInDialog(
    vscode.l10n.t("This code has invisible or bidirectional characters."),
    [...new Set(marked)].slice(0, 10).join("\n"),
    goOn,
  );
  return choice === goOn;
}
