import { randomUUID } from "node:crypto";
import { Chat, type ChatPorts } from "../core/chat.ts";
import { emptyConversation } from "../core/conversation.ts";
import type { Conversation } from "../core/conversation.ts";
import type { ConversationStore } from "../core/conversationStore.ts";

export interface ChatDefaults {
  readonly model: string;
  readonly parameters: Conversation["parameters"];
  readonly systemPrompt: string;
}

/** The live conversations of this window. One that is answering lives on when another one is shown. */
export class Chats {
  readonly #ports: ChatPorts;
  readonly #store: ConversationStore;
  readonly #defaults: () => ChatDefaults;
  readonly #live = new Map<string, Chat>();

  constructor(
    ports: Omit<ChatPorts, "now" | "newId" | "store"> & { readonly store: ConversationStore },
    defaults: () => ChatDefaults,
  ) {
    this.#store = ports.store;
    this.#ports = { ...ports, now: Date.now, newId: randomUUID };
    this.#defaults = defaults;
  }

  create(): Chat {
    const conversation = emptyConversation({
      id: randomUUID(),
      createdAt: Date.now(),
      ...this.#defaults(),
    });
    return this.#keep(new Chat(conversation, false, this.#ports));
  }

  /** The conversation that was last open, or a new one. */
  async latest(): Promise<Chat> {
    const conversation = await this.#store.latest();
    if (conversation === undefined) return this.create();
    const live = this.#live.get(conversation.id);
    return live ?? this.#keep(new Chat(conversation, true, this.#ports));
  }

  async flush(): Promise<void> {
    await Promise.allSettled([...this.#live.values()].map((chat) => chat.flush()));
  }

  #keep(chat: Chat): Chat {
    for (const [id, other] of this.#live) if (other.runningId === null) this.#live.delete(id);
    this.#live.set(chat.conversation.id, chat);
    return chat;
  }
}
