import { l10n } from "vscode";
import type { ChatChange } from "../../core/answerRun.ts";
import type { Chat } from "../../core/chat.ts";
import { path, versionsOf, type Message } from "../../core/conversation.ts";
import { sentMedia } from "../../core/droppedMedia.ts";
import { droppedQuestions } from "../../core/dropTurns.ts";
import type { Model } from "../../shared/model.ts";
import type { Op } from "../../shared/protocol.ts";
import type { MessageView } from "../../shared/view.ts";
import { endOf } from "./announcements.ts";
import { projectLeftOut } from "./contextView.ts";
import { Countdown } from "./countdown.ts";
import { projectMessage } from "./projection.ts";

export interface TranscriptPorts {
  readonly model: (id: string) => Model;
  readonly push: (op: Op) => void;
  /** For the live region. */
  readonly announce: (text: string, isEnd: boolean) => void;
  /** A message was added or changed its state. */
  readonly messageChanged: (message: Message) => void;
  /** Another branch is shown. */
  readonly pathChanged: () => void;
  readonly settingsChanged: () => void;
  readonly draftChanged: () => void;
}

/** The messages of the chat that is shown, kept up to date in the view. */
export class Transcript {
  readonly #ports: TranscriptPorts;
  readonly #countdown = new Countdown((message) => this.#put(message));
  #chat: Chat;
  #unsubscribe = () => {};

  constructor(chat: Chat, ports: TranscriptPorts) {
    this.#ports = ports;
    this.#chat = chat;
    this.follow(chat);
  }

  follow(chat: Chat): void {
    this.#unsubscribe();
    this.#chat = chat;
    this.#unsubscribe = chat.onChange((change) => this.#onChange(change));
    this.#countdown.follow(chat.shown);
  }

  dispose(): void {
    this.#unsubscribe();
    this.#countdown.stop();
  }

  messages(): readonly MessageView[] {
    return this.#chat.shown.map((message, i, all) => this.#project(message, all[i + 1]));
  }

  #onChange(change: ChatChange): void {
    switch (change.type) {
      case "append": {
        const { id, part, text } = change;
        return this.#ports.push({ op: "append", id, part, text });
      }
      case "message":
        // An answer that was not kept ends unseen.
        if (this.#isShown(change.message)) {
          this.#put(change.message);
          this.#announceState(change.message);
        }
        this.#countdown.follow(this.#chat.shown);
        return this.#ports.messageChanged(change.message);
      case "path":
        this.#ports.push({ op: "truncate", length: 0 });
        for (const message of this.messages()) this.#ports.push({ op: "put", message });
        return this.#ports.pathChanged();
      case "settings":
        return this.#ports.settingsChanged();
      case "draft":
        return this.#ports.draftChanged();
    }
  }

  #announceState(message: Message): void {
    if (message.role === "user") return;
    const isNew = message.receipt === undefined && message.retrying === undefined;
    if (message.state === "waiting" && isNew) {
      const started = l10n.t("Answer started");
      const leftOut = projectLeftOut(message.leftOut);
      this.#ports.announce(leftOut === null ? started : `${started}. ${leftOut}`, false);
    }
    const end = endOf(message.state);
    if (end !== undefined) this.#ports.announce(end, true);
  }

  #isShown({ id }: Message): boolean {
    return this.#chat.shown.some((message) => message.id === id);
  }

  #put(message: Message): void {
    const { shown } = this.#chat;
    const next = shown[shown.findIndex(({ id }) => id === message.id) + 1];
    this.#ports.push({ op: "put", message: this.#project(message, next) });
    if (message.role === "user" || message.receipt === undefined) return;
    // The question says what its request held and left out.
    const question = this.#chat.conversation.messages.find(({ id }) => id === message.parent);
    if (question !== undefined)
      this.#ports.push({ op: "put", message: this.#project(question, message) });
  }

  #project(message: Message, next?: Message): MessageView {
    const { conversation, compared } = this.#chat;
    const isCompared = compared.includes(message.id);
    return projectMessage(message, {
      all: isCompared ? [message] : versionsOf(conversation, message),
      isCompared,
      isLastDropped: droppedQuestions(this.#chat.shown).at(-1)?.id === message.id,
      next,
      hadMedia: () => sentMedia(path({ ...conversation, head: message.id })).length > 0,
      modelOf: this.#ports.model,
      now: Date.now(),
    });
  }
}
