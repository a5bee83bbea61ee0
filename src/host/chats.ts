import { randomUUID } from "node:crypto";
import { Chat } from "../core/chat.ts";
import type { ChatPorts } from "../core/chatPorts.ts";
import { emptyConversation, path } from "../core/conversation.ts";
import type { Conversation, Message } from "../core/conversation.ts";
import { parameterDifferences } from "../shared/parameterRules.ts";
import type { Store } from "../store/store.ts";

export interface ChatDefaults {
  readonly model: string;
  readonly parameters: Conversation["parameters"];
  readonly systemPrompt: string;
}

export interface NewConversation {
  readonly fields: Partial<Pick<Conversation, "model" | "parameters" | "systemPrompt">>;
  readonly messages: readonly Message[];
  readonly head: string | null;
  readonly title?: string | undefined;
}

/**
 * So many conversations stay live after they were left: their last words may still be on the way from the view. The
 * ones that were opened last stay.
 */
const mostIdle = 8;

/** The live conversations of this window. One that is answering lives on when another one is shown. */
export class Chats {
  readonly #ports: ChatPorts;
  readonly #store: Store;
  readonly #defaults: () => ChatDefaults;
  /** What chats began with until now. */
  #given: ChatDefaults;
  /** The one that was opened last is the last. */
  readonly #live = new Map<string, Chat>();
  #remembered: string | undefined;

  constructor(
    ports: Omit<ChatPorts, "now" | "newId" | "catchUp" | "store"> & { readonly store: Store },
    defaults: () => ChatDefaults,
  ) {
    this.#store = ports.store;
    // One that is gone by then stays for `takeOver`, whose caller tells those who show it.
    const catchUp = (id: string) => {
      const chat = this.#live.get(id);
      if (chat !== undefined) void this.#catchUp(chat);
    };
    this.#ports = { ...ports, now: Date.now, newId: randomUUID, catchUp };
    this.#defaults = defaults;
    this.#given = defaults();
  }

  create(): Chat {
    const conversation = emptyConversation({
      id: randomUUID(),
      createdAt: Date.now(),
      ...this.#defaults(),
    });
    return this.#keep(new Chat(conversation, false, this.#ports));
  }

  /** In chats without a word, what nobody has set follows the defaults. */
  defaultsChanged(): void {
    const before = this.#given;
    this.#given = this.#defaults();
    for (const chat of this.#live.values())
      if (chat.conversation.messages.length === 0)
        chat.update(following(chat.conversation, before, this.#given));
  }

  /** The conversation that was last open, or a new one. */
  async latest(): Promise<Chat> {
    const conversation = await this.#store.latest();
    if (conversation === undefined) return this.create();
    const live = this.#live.get(conversation.id);
    return live ?? this.#keep(new Chat(conversation, true, this.#ports));
  }

  /** The conversation of this id, live or from the store; undefined where it is gone, or can't be read now. */
  async open(id: string): Promise<Chat | undefined> {
    const live = this.#live.get(id);
    if (live !== undefined) return this.#keep(live);
    const conversation = await this.#store.load(id).catch(() => undefined);
    if (conversation === undefined) return undefined;
    return this.#live.get(id) ?? this.#keep(new Chat(conversation, true, this.#ports));
  }

  /** A new conversation with what was said in this one up to the message. */
  async fork(from: Conversation, messageId: string): Promise<Chat> {
    const { model, parameters, systemPrompt } = from;
    const messages = path({ ...from, head: messageId });
    return this.add({ fields: { model, parameters, systemPrompt }, messages, head: messageId });
  }

  /** A new conversation that begins with these messages. */
  async add({ fields, messages, head, title = "" }: NewConversation): Promise<Chat> {
    const chat = this.create();
    const { id } = chat.conversation;
    await this.#store.putAll({ ...chat.conversation, ...fields, messages, head });
    if (title !== "") await this.#store.rename(id, title);
    this.#live.delete(id);
    return (await this.open(id)) ?? chat;
  }

  /** The live conversation of this id. */
  find(id: string): Chat | undefined {
    return this.#live.get(id);
  }

  /** All that live in this window, shown or not. */
  get live(): readonly Chat[] {
    return [...this.#live.values()];
  }

  isAnswering(id: string): boolean {
    return (this.#live.get(id)?.runningId ?? null) !== null;
  }

  /** Lets the live ones among them take over what the store holds now; returns those that are gone. */
  async takeOver(ids: readonly string[]): Promise<readonly Chat[]> {
    const gone: Chat[] = [];
    for (const chat of ids.flatMap((id) => this.#live.get(id) ?? [])) {
      const isThere = await this.#catchUp(chat);
      if (!isThere) gone.push(...this.discard([chat.conversation.id]));
    }
    return gone;
  }

  /** Returns false for one that is gone; what can't be read now is there. */
  async #catchUp(chat: Chat): Promise<boolean> {
    const stored = await this.#newest(chat);
    if (stored !== undefined && stored !== "unreadable") chat.takeOver(stored);
    return stored !== undefined;
  }

  /** Ends the live ones among them, without another word to the store. */
  discard(ids: readonly string[] = [...this.#live.keys()]): readonly Chat[] {
    const chats = ids.flatMap((id) => this.#live.get(id) ?? []);
    for (const chat of chats) {
      chat.discard();
      this.#live.delete(chat.conversation.id);
    }
    return chats;
  }

  /** What `latest` opens after a reload. */
  remember({ conversation: { id } }: Chat): void {
    if (id === this.#remembered) return;
    this.#remembered = id;
    void this.#store.putOpen(id);
  }

  async flush(): Promise<void> {
    await Promise.allSettled([...this.#live.values()].map((chat) => chat.flush()));
  }

  /** What the store holds of the chat, read after all that was done here; undefined where it is gone. */
  async #newest(chat: Chat): Promise<Conversation | "unreadable" | undefined> {
    for (;;) {
      await chat.committed;
      let changes = 0;
      const stop = chat.onChange(() => {
        changes += 1;
      });
      const stored = await this.#store
        .load(chat.conversation.id)
        .catch(() => "unreadable" as const);
      stop();
      // While it is answering, it takes over nothing.
      if (changes === 0 || chat.runningId !== null) return stored;
    }
  }

  #keep(chat: Chat): Chat {
    const { id } = chat.conversation;
    this.#live.delete(id);
    const idle = [...this.#live.values()].filter(({ isInUse }) => !isInUse);
    for (const other of idle.slice(0, -mostIdle)) {
      this.#live.delete(other.conversation.id);
      void other.flush();
    }
    this.#live.set(id, chat);
    return chat;
  }
}

/** What of a conversation is as the defaults were, as they are now. */
function following(
  { model, parameters, systemPrompt }: ChatDefaults,
  before: ChatDefaults,
  now: ChatDefaults,
): Partial<ChatDefaults> {
  return {
    ...(model === before.model && { model: now.model }),
    ...(systemPrompt === before.systemPrompt && { systemPrompt: now.systemPrompt }),
    ...(parameterDifferences(parameters, before.parameters).length === 0 && {
      parameters: now.parameters,
    }),
  };
}
