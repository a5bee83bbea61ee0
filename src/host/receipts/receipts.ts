import { l10n } from "vscode";
import type { BuiltRequest } from "../../core/answerRun.ts";
import type { Chat } from "../../core/chat.ts";
import type { Answer, Conversation, Question } from "../../core/conversation.ts";
import type { Receipt } from "../../core/receipt.ts";
import type { ReceiptView } from "../../shared/receipt.ts";
import type { Handlers } from "../chatView/context.ts";
import { currentServer } from "../currentServer.ts";
import { rebuild } from "./rebuild.ts";
import { projectReceipt } from "./receiptView.ts";
import { sentAttachments } from "./sentAttachments.ts";
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
    const { chat, question, answer, receipt } = this.#shown;
    const all = answersTo(chat, question.id).map(({ id, model }) => {
      return { id, model, isShown: id === answer.id };
    });
    const attachments = sentAttachments(chat.conversation, question, answer);
    return projectReceipt(attachments, answer, receipt, all.length > 1 ? all : []);
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
    const remark = rebuilt.isExact
      ? l10n.t("It was built anew from the stored chat, and is byte for byte what was sent.")
      : l10n.t(
          "It was built anew from the stored chat, and is not byte for byte what was sent: what the chat sends has changed since.",
        );
    await copyCommand(rebuilt.command, [remark, ...warningOf(receipt)].join(" "));
  }
}

/** A receipt that came with a backup can name any address, and whoever runs the command sends their key there. */
function warningOf({ address }: Receipt): readonly string[] {
  const server = currentServer();
  // As text: curl takes some addresses apart in another way than `URL` does.
  if ("origin" in server && address.startsWith(`${server.origin}/`)) return [];
  return [
    l10n.t("It does not go to the server of the setting eigen.baseUrl, but to {0}.", address),
  ];
}

/** What was sent for an answer that is shown, or for the first that is shown under a question. */
function findReceipt(chat: Chat, id: string): Shown | undefined {
  for (const question of chat.shown) {
    if (question.role !== "user") continue;
    const answers = answersTo(chat, question.id);
    const answer = question.id === id ? answers[0] : answers.find((one) => one.id === id);
    if (answer?.receipt !== undefined) return { chat, question, answer, receipt: answer.receipt };
  }
  return undefined;
}

/** The answers that are shown under the question, as far as anything was sent for them. */
function answersTo({ shown }: Chat, questionId: string): readonly Answer[] {
  return shown.filter(
    (message): message is Answer =>
      message.role === "assistant" &&
      message.parent === questionId &&
      message.receipt !== undefined,
  );
}
