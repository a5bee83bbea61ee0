import * as vscode from "vscode";
import { isFromAnswer } from "../../core/apply/isFromAnswer.ts";
import type { Message } from "../../core/conversation.ts";
import { readFenceInfo } from "../../shared/fenceInfo.ts";
import {
  codeBlockCommands,
  type CodeBlockCommand,
  type CodeIntent,
} from "../../shared/protocol.ts";
import type { ChatViews } from "../chatView/chatViews.ts";
import { acceptsInvisible } from "./acceptsInvisible.ts";
import type { ApplyPreview } from "./applyPreview.ts";
import { insertAtCursor } from "./insertAtCursor.ts";
import { newFile } from "./newFile.ts";
import { runInTerminal } from "./runInTerminal.ts";

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
        return newFile(answer, this.#editor());
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
