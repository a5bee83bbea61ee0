import type { Disposable } from "vscode";
import type { Chat } from "../core/chat.ts";
import type { ConversationStore } from "../core/conversationStore.ts";
import type { History } from "../core/history.ts";
import type { Chats } from "./chats.ts";
import type { ChatController } from "./chatView/controller.ts";
import type { HistoryPorts } from "./chatView/historyPane.ts";
import { manageHistory } from "./historyCommands.ts";

/** Keeps the live conversations, the history that is shown, and the store of all windows in step. */
export class ChatHistory implements Omit<HistoryPorts, "open">, Disposable {
  readonly history: ConversationStore & History;
  readonly modelName: (id: string) => string;
  readonly #chats: Chats;
  readonly #controllers: () => Promise<readonly ChatController[]>;
  readonly #unsubscribe: () => void;

  constructor(
    store: ConversationStore & History,
    chats: Chats,
    modelName: (id: string) => string,
    controllers: () => Promise<readonly ChatController[]>,
  ) {
    this.history = store;
    this.modelName = modelName;
    this.#chats = chats;
    this.#controllers = controllers;
    this.#unsubscribe = store.onChange((ids) => void this.#takeOver(ids));
  }

  readonly isAnswering = (id: string): boolean => this.#chats.isAnswering(id);

  /** These were renamed, brought back or removed. */
  readonly changed = (ids: readonly string[]): void => void this.#takeOver(ids);

  readonly manage = (): void =>
    void manageHistory({
      history: this.history,
      discard: (ids) => void this.#leave(this.#chats.discard(ids)),
      refresh: () => void this.#refresh(),
    });

  dispose(): void {
    this.#unsubscribe();
  }

  async #takeOver(ids: readonly string[]): Promise<void> {
    await this.#leave(await this.#chats.takeOver(ids));
    await this.#refresh();
  }

  async #leave(gone: readonly Chat[]): Promise<void> {
    for (const controller of await this.#controllers())
      if (gone.includes(controller.chat)) controller.newChat();
  }

  async #refresh(): Promise<void> {
    for (const { history } of await this.#controllers()) await history.refresh();
  }
}
