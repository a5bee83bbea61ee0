import { commands, l10n } from "vscode";
import type { Attachment } from "../../core/attachment.ts";
import type { Chat, ChatChange } from "../../core/chat.ts";
import { findAttachment, path, titleOf, type Message } from "../../core/conversation.ts";
import type { CodeIntent, HostMessage, Intent, Op, Signal, Slice } from "../../shared/protocol.ts";
import type { ActionId, ViewState } from "../../shared/view.ts";
import type { Chats } from "../chats.ts";
import { endOf } from "./announcements.ts";
import { projectAttachment, projectMessage } from "./projection.ts";
import { Publisher } from "./publisher.ts";

export interface ChatViewContext {
  readonly chats: Chats;
  readonly hasKey: () => boolean;
  readonly modelName: (id: string) => string;
  readonly openLink: (url: string) => void;
  readonly useCode: (intent: CodeIntent, messages: readonly Message[]) => void;
  readonly onCurrentChange: (chat: Chat) => void;
  readonly refreshAttachment: (id: string) => void;
  readonly revealAttachment: (attachment: Attachment) => void;
}

type Handlers = {
  [K in Intent["type"]]: (intent: Extract<Intent, { readonly type: K }>) => void;
};

/** One view of one conversation at a time: turns intents into calls, and what changed into updates. */
export class ChatController {
  readonly #context: ChatViewContext;
  readonly #publisher: Publisher;
  readonly #post: (message: HostMessage) => void;
  #chat: Chat;
  #unsubscribe: () => void;
  #draftEpoch = 0;
  #sent = "";
  #announcement = { seq: 0, text: "" };
  #countdown: ReturnType<typeof setInterval> | undefined;
  #banner: ViewState["banner"] = null;

  constructor(chat: Chat, context: ChatViewContext, post: (message: HostMessage) => void) {
    this.#context = context;
    this.#post = post;
    this.#publisher = new Publisher(post, () => this.#state());
    this.#chat = chat;
    this.#unsubscribe = chat.onChange((change) => this.#onChange(change));
    context.onCurrentChange(chat);
  }

  get chat(): Chat {
    return this.#chat;
  }

  handle(intent: Intent): void {
    // The map is typed by the union, which TypeScript cannot follow through an index.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    const handler = this.#handlers[intent.type] as (intent: Intent) => void;
    handler(intent);
  }

  show(chat: Chat): void {
    if (chat === this.#chat) return;
    this.#unsubscribe();
    this.#chat = chat;
    this.#unsubscribe = chat.onChange((change) => this.#onChange(change));
    this.#sent = "";
    this.#draftEpoch += 1;
    this.#tick();
    this.#showRunning();
    this.#publisher.refresh();
    this.#context.onCurrentChange(chat);
  }

  newChat(): void {
    this.show(this.#context.chats.create());
    this.focusComposer();
  }

  stop(): void {
    this.#chat.stop();
  }

  /** Adds to what is being written. */
  attach(attachments: readonly Attachment[]): void {
    this.#setAttachments([...this.#chat.conversation.draft.attachments, ...attachments]);
  }

  /** Replaces the draft's attachment with the same id; without effect when it was removed. */
  replaceAttachment(attachment: Attachment): void {
    this.#setAttachments(
      this.#chat.conversation.draft.attachments.map((one) =>
        one.id === attachment.id ? attachment : one,
      ),
    );
  }

  /** Asks at once, beside the draft. Where that is not possible now, it becomes part of the draft. */
  ask(text: string, attachments: readonly Attachment[]): void {
    const hasKey = this.#context.hasKey();
    if (hasKey && this.#chat.runningId === null)
      return void this.#chat.askBeside(text, attachments);
    const { draft } = this.#chat.conversation;
    this.#sent = "";
    this.#draftEpoch += 1;
    this.#chat.setDraft([draft.text, text].filter((part) => part !== "").join("\n\n"));
    this.attach(attachments);
    if (!hasKey) this.#act("setApiKey", null);
  }

  focusComposer(): void {
    this.signal({ type: "focusComposer" });
  }

  signal(signal: Signal): void {
    this.#post(signal);
  }

  hidden(): void {
    this.#publisher.pause();
  }

  keyChanged(): void {
    this.#set("keySet");
  }

  showBanner(banner: ViewState["banner"]): void {
    this.#banner = banner;
    this.#set("banner");
  }

  dispose(): void {
    this.#unsubscribe();
    clearInterval(this.#countdown);
    this.#publisher.pause();
  }

  readonly #handlers: Handlers = {
    ready: () => this.#publisher.ready(),
    send: ({ text }) => this.#send(text),
    stop: () => this.stop(),
    newChat: () => this.newChat(),
    draft: ({ conversationId, text }) => {
      if (conversationId === this.#chat.conversation.id) this.#chat.setDraft(text);
    },
    editLast: () => this.#editLast(),
    attach: () => void commands.executeCommand("eigen.attach"),
    removeAttachment: ({ id }) =>
      this.#setAttachments(
        this.#chat.conversation.draft.attachments.filter((attachment) => attachment.id !== id),
      ),
    refreshAttachment: ({ id }) => this.#context.refreshAttachment(id),
    revealAttachment: ({ id }) => this.#reveal(id),
    action: ({ action, messageId }) => this.#act(action, messageId),
    openLink: ({ url }) => this.#context.openLink(url),
    code: (intent) => this.#context.useCode(intent, path(this.#chat.conversation)),
  };

  #send(text: string): void {
    this.#chat.setDraft(text);
    if (!this.#context.hasKey()) return this.#act("setApiKey", null);
    const { attachments } = this.#chat.conversation.draft;
    const empty = text.trim() === "" && attachments.length === 0;
    if (empty || this.#chat.runningId !== null) return;
    this.#sent = text;
    this.#draftEpoch += 1;
    void this.#chat.ask(text, attachments);
    this.#set("draft");
  }

  #setAttachments(attachments: readonly Attachment[]): void {
    this.#chat.setDraft(this.#chat.conversation.draft.text, attachments);
    this.#set("draft");
  }

  #reveal(id: string): void {
    const attachment = findAttachment(this.#chat.conversation, id);
    if (attachment !== undefined) this.#context.revealAttachment(attachment);
  }

  #editLast(): void {
    const last = path(this.#chat.conversation).findLast(({ role }) => role === "user");
    if (last === undefined) return;
    this.#sent = "";
    this.#draftEpoch += 1;
    this.#chat.setDraft(last.text);
    this.#set("draft");
  }

  #act(action: ActionId, messageId: string | null): void {
    switch (action) {
      case "retry":
        if (messageId !== null && this.#chat.runningId === null) void this.#chat.retry(messageId);
        return;
      case "newChat":
        return this.newChat();
      case "setApiKey":
        return void commands.executeCommand("eigen.setApiKey");
      case "showLog":
        return void commands.executeCommand("eigen.showLog");
      case "openSettings":
        return void commands.executeCommand("workbench.action.openSettings", "eigen.");
    }
  }

  #onChange(change: ChatChange): void {
    switch (change.type) {
      case "append":
        return this.#publisher.push({ op: "append", ...withoutType(change) });
      case "message":
        this.#publisher.push({ op: "put", message: this.#project(change.message) });
        return this.#onMessage(change.message);
      case "path":
        this.#set("title");
        this.#publisher.push({ op: "truncate", length: 0 });
        for (const message of this.#projectPath()) this.#publisher.push({ op: "put", message });
    }
  }

  #onMessage(message: Message): void {
    this.#showRunning();
    this.#tick();
    if (message.role === "user") {
      this.#context.onCurrentChange(this.#chat);
      return this.#set("title");
    }
    if (message.state === "waiting" && message.retrying === undefined) {
      this.#announce(l10n.t("Answer started"));
    }
    const end = endOf(message.state);
    if (end !== undefined) this.#announce(end);
  }

  #showRunning(): void {
    this.#set("runningId");
    const answering = this.#chat.runningId !== null;
    void commands.executeCommand("setContext", "eigen.answering", answering);
  }

  #announce(text: string): void {
    this.#announcement = { seq: this.#announcement.seq + 1, text };
    this.#set("announcement");
  }

  /** Keeps the countdown to the next attempt true while one is waited for. */
  #tick(): void {
    const retrying = path(this.#chat.conversation).find(
      (message) => message.role === "assistant" && message.retrying !== undefined,
    );
    clearInterval(this.#countdown);
    if (retrying === undefined) return;
    this.#countdown = setInterval(
      () => this.#publisher.push({ op: "put", message: this.#project(retrying) }),
      1000,
    );
  }

  #project(message: Message) {
    return projectMessage(message, this.#context.modelName, Date.now());
  }

  #projectPath() {
    return path(this.#chat.conversation).map((message) => this.#project(message));
  }

  #set(key: Slice): void {
    const value = this.#slices()[key];
    // One slice's name and value belong together, which the union of all slices cannot tell.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    this.#publisher.push({ op: "set", key, value } as Op);
  }

  #state(): ViewState {
    return { ...this.#slices(), messages: this.#projectPath() };
  }

  #slices(): Omit<ViewState, "messages"> {
    const { conversation, runningId } = this.#chat;
    const { draft, model, parameters, id } = conversation;
    return {
      conversationId: id,
      title: titleOf(conversation),
      runningId,
      keySet: this.#context.hasKey(),
      draft: {
        text: draft.text,
        epoch: this.#draftEpoch,
        sent: this.#sent,
        attachments: draft.attachments.map(projectAttachment),
      },
      model: { id: model, name: this.#context.modelName(model) },
      parameters,
      composerAlert: null,
      banner: this.#banner,
      announcement: this.#announcement,
    };
  }
}

function withoutType({ type, ...rest }: ChatChange & { type: "append" }) {
  return rest;
}
