import { l10n } from "vscode";
import type { BuiltRequest } from "../../core/answerRun.ts";
import type { Chat } from "../../core/chat.ts";
import type { Answer, Conversation, Question } from "../../core/conversation.ts";
import type { Receipt } from "../../core/receipt.ts";
import type { ReceiptView } from "../../shared/receipt.ts";
import type { Handlers } from "../chatView/context.ts";
import { rebuild } from "./rebuild.ts";
import { projectReceipt } from "./receiptView.ts";
import { copyCommand, type SentRequests } from "./sentRequests.ts";

export interface ReceiptPorts {
  readonly sent: Pick<SentRequests, "commandOf">;
  readonly buildRequest: (conversation: Conversation) => Promise<BuiltRequest>;
}

interface Shown {
  readonly chat: Chat;
  readonly question: Question;
  readonly answer: Answer;
  readonly receipt: Receipt;
}

/** What was sent for the question that the user looks at. */
export class Receipts {
  readonly #ports: ReceiptPorts;
  readonly #current: () => Chat;
  readonly #changed: () => void;
  #shown: Shown | undefined;

  constructor(ports: ReceiptPorts, current: () => Chat, changed: () => void) {
    this.#ports = ports;
    this.#current = current;
    this.#changed = changed;
  }

  get view(): ReceiptView | null {
    if (this.#shown?.chat !== this.#current()) return null;
    const { question, answer, receipt } = this.#shown;
    return projectReceipt(question, answer, receipt);
  }

  get handlers(): Pick<Handlers, "showReceipt" | "closeReceipt" | "copyReceipt"> {
    return {
      showReceipt: ({ messageId }) => this.#show(findReceipt(this.#current(), messageId)),
      closeReceipt: () => this.#show(undefined),
      copyReceipt: () => void this.#copy(),
    };
  }

  #show(shown: Shown | undefined): void {
    this.#shown = shown;
    this.#changed();
  }

  async #copy(): Promise<void> {
    if (this.#shown === undefined) return;
    const { chat, answer, receipt } = this.#shown;
    const { sent, buildRequest } = this.#ports;
    const command = sent.commandOf(receipt.body.sha256);
    if (command !== undefined) return copyCommand(command);
    const rebuilt = await rebuild(chat.conversation, answer, receipt, buildRequest);
    await copyCommand(
      rebuilt.command,
      rebuilt.isExact
        ? l10n.t("It was built anew from the stored chat, and is byte for byte what was sent.")
        : l10n.t(
            "It was built anew from the stored chat, and is not byte for byte what was sent: what the chat sends has changed since.",
          ),
    );
  }
}

/** What was sent for the answer that is shown under the question. */
function findReceipt(chat: Chat, questionId: string): Shown | undefined {
  const { shown } = chat;
  const question = shown.find(({ id }) => id === questionId);
  for (const answer of shown) {
    if (answer.role !== "assistant" || answer.parent !== questionId) continue;
    if (question?.role === "user" && answer.receipt !== undefined)
      return { chat, question, answer, receipt: answer.receipt };
  }
  return undefined;
}
