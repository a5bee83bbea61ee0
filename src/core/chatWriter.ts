import type { Conversation, Message } from "./conversation.ts";
import type { ConversationStore } from "./conversationStore.ts";
import { isEmpty } from "./draft.ts";

export interface ChatWriterPorts {
  readonly store: Pick<ConversationStore, "putConversation" | "putMessage" | "putDraft">;
  /** A write that did not reach the disk; the conversation goes on in memory. */
  readonly onStoreError: (error: unknown) => void;
}

const draftDelayMs = 400;

/** Writes what changed of one conversation; nothing waits for it but the request of a new question. */
export class ChatWriter {
  readonly #ports: ChatWriterPorts;
  readonly #current: () => Conversation;
  #store: ChatWriterPorts["store"];
  #stored: boolean;
  #committed = Promise.resolve();
  #draftTimer: ReturnType<typeof setTimeout> | undefined;
  #draftWrites = 0;

  /** `stored`: whether the store knows the conversation; a new one is written with its first words. */
  constructor(current: () => Conversation, stored: boolean, ports: ChatWriterPorts) {
    this.#current = current;
    this.#stored = stored;
    this.#ports = ports;
    this.#store = ports.store;
  }

  /** Writes messages after what is the head until now. `committed` resolves when that is done. */
  commit(messages: readonly Message[], head: string | null): void {
    const conversation = this.#current();
    this.#stored = true;
    this.#committed = this.#committed.then(() => this.#commit(conversation, messages, head));
  }

  /** Resolves once new messages are on the disk, or have been reported not to be. */
  get committed(): Promise<void> {
    return this.#committed;
  }

  /** The head, or what the next question is asked with. */
  conversation(): void {
    if (this.#stored) this.#save(() => this.#store.putConversation(this.#current()));
  }

  message(message: Message): void {
    this.#save(() => this.#store.putMessage(this.#current().id, message));
  }

  /** Whether the draft is newer than what the store holds. */
  get isDraftAhead(): boolean {
    return this.#draftTimer !== undefined || this.#draftWrites > 0;
  }

  /** Within a moment, so that not each letter is written. */
  draftSoon(): void {
    clearTimeout(this.#draftTimer);
    this.#draftTimer = setTimeout(() => void this.#draft(), draftDelayMs);
  }

  /** What still waits, and these messages. */
  async flush(messages: readonly Message[]): Promise<void> {
    if (this.#draftTimer !== undefined) await this.#draft();
    await this.#committed;
    for (const message of messages) await this.#store.putMessage(this.#current().id, message);
  }

  /** Writes nothing any more. */
  discard(): void {
    clearTimeout(this.#draftTimer);
    this.#draftTimer = undefined;
    this.#store = nowhere;
  }

  async #draft(): Promise<void> {
    clearTimeout(this.#draftTimer);
    this.#draftTimer = undefined;
    const conversation = this.#current();
    const { id, draft } = conversation;
    if (!this.#stored && isEmpty(draft)) return;
    this.#stored = true;
    this.#draftWrites += 1;
    try {
      await this.#committed;
      // Until it has a word, its row may be cleaned away.
      if (conversation.messages.length === 0) await this.#store.putConversation(conversation);
      await this.#store.putDraft(id, draft);
    } catch (error) {
      this.#ports.onStoreError(error);
    }
    this.#draftWrites -= 1;
  }

  async #commit(
    conversation: Conversation,
    messages: readonly Message[],
    head: string | null,
  ): Promise<void> {
    try {
      // Each new message becomes the head with its row: the head never names one that is not there.
      await this.#store.putConversation({ ...conversation, head });
      for (const message of messages) await this.#store.putMessage(conversation.id, message);
      // On the disk the last one has become the head.
      if (messages.at(-1)?.id !== conversation.head)
        await this.#store.putConversation(conversation);
    } catch (error) {
      this.#ports.onStoreError(error);
    }
  }

  /** What is written of new messages comes after them. */
  #save(write: () => Promise<void>): void {
    this.#committed.then(write).catch((error: unknown) => this.#ports.onStoreError(error));
  }
}

const nowhere: ChatWriterPorts["store"] = {
  putConversation: () => Promise.resolve(),
  putMessage: () => Promise.resolve(),
  putDraft: () => Promise.resolve(),
};
