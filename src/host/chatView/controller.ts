import { l10n } from "vscode";
import type { Chat } from "../../core/chat.ts";
import type { Message } from "../../core/conversation.ts";
import type { ChatIntent, HostMessage, Op, Signal, Slice } from "../../shared/protocol.ts";
import type { HistoryAction } from "../../shared/history.ts";
import type { ViewState } from "../../shared/view.ts";
import { Receipts } from "../receipts/receipts.ts";
import { Completions } from "../completion/completions.ts";
import { alertActions } from "./alertActions.ts";
import { attachmentHandlers } from "./attachmentHandlers.ts";
import { branchHandlers } from "./branchHandlers.ts";
import { Announcements } from "./announcements.ts";
import { Comparison } from "./comparison.ts";
import type { ChatViewContext, Handlers } from "./context.ts";
import { projectContext } from "./contextView.ts";
import { ChatDraft } from "./draft.ts";
import { draftHandlers } from "./draftHandlers.ts";
import { fileHandlers } from "./fileHandlers.ts";
import { HistoryPane } from "./historyPane.ts";
import { mediaHandlers } from "./mediaHandlers.ts";
import { Publisher } from "./publisher.ts";
import { Questions } from "./questions.ts";
import { projectRequest, requestHandlers } from "./requestHandlers.ts";
import { roomHandlers } from "./roomHandlers.ts";
import { Transcript } from "./transcript.ts";

/** One view of one conversation at a time: turns intents into calls, and what changed into updates. */
export class ChatController {
  readonly #context: ChatViewContext;
  readonly #publisher: Publisher;
  readonly history: HistoryPane;
  readonly draft: ChatDraft;
  readonly questions: Questions;
  readonly #comparison: Comparison;
  readonly #completions: Completions;
  readonly #receipts: Receipts;
  readonly #handlers: Handlers;
  #chat: Chat;
  readonly #transcript: Transcript;
  readonly #announcements = new Announcements(() => this.#set("announcement"));

  constructor(chat: Chat, context: ChatViewContext, post: (message: HostMessage) => void) {
    this.#context = context;
    this.#publisher = new Publisher(post, () => this.#state());
    this.draft = new ChatDraft(
      () => this.#chat,
      context.selection,
      () => {
        this.#set("draft");
        this.#set("context");
      },
    );
    this.history = new HistoryPane(
      { ...context.history, open: (id, messageId) => void this.open(id, messageId) },
      () => this.#set("history"),
    );
    this.#comparison = new Comparison({
      chat: () => this.#chat,
      models: context.models,
      model: context.model,
      changed: () => {
        this.questions.dismissAlert();
        this.#set("candidates");
      },
      refuseWhileAnswering: () => this.questions.refuseWhileAnswering(),
    });
    this.questions = new Questions({
      chat: () => this.#chat,
      draft: this.draft,
      hasKey: context.hasKey,
      model: context.model,
      comparison: this.#comparison,
      alertChanged: () => this.#set("composerAlert"),
    });
    this.#completions = new Completions(
      { draft: this.draft, questions: this.questions, attach: context.attach },
      () => this.#set("completion"),
    );
    this.#receipts = new Receipts(
      context,
      () => this.#chat,
      () => this.#set("receipt"),
    );
    this.#handlers = this.#intentHandlers(context);
    this.#chat = chat;
    this.#transcript = new Transcript(chat, {
      model: context.model,
      push: (op) => this.#publisher.push(op),
      announce: (text, isEnd) => this.#announcements.say(text, isEnd),
      messageChanged: (message) => this.#messageChanged(message),
      pathChanged: () => this.#pathChanged(),
      settingsChanged: () => this.#settingsChanged(),
      draftChanged: () => this.#draftChanged(),
    });
  }

  get chat(): Chat {
    return this.#chat;
  }

  handle(intent: ChatIntent): void {
    // The map is typed by the union, which TypeScript cannot follow through an index.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    const handler = this.#handlers[intent.type] as (intent: ChatIntent) => void;
    handler(intent);
  }

  show(chat: Chat): void {
    if (chat === this.#chat) return;
    this.#chat = chat;
    this.#transcript.follow(chat);
    this.draft.takeOver();
    this.questions.dismissAlert();
    this.#comparison.clear();
    this.#showRunning();
    this.#publisher.refresh();
    this.#context.onCurrentChange(chat);
    this.#context.recheckAttachments(chat);
  }

  newChat(): void {
    this.#showToWrite(this.#context.chats.create());
  }

  #showToWrite(chat: Chat): void {
    this.show(chat);
    this.signal({ type: "goToComposer" });
  }

  /** Shows the conversation, at the message where one is named. */
  async open(id: string, messageId: string | null): Promise<void> {
    const chat = await this.#context.chats.open(id);
    if (chat === undefined) return this.questions.refuse(l10n.t("This chat could not be opened."));
    this.show(chat);
    if (messageId === null) return this.signal({ type: "goToComposer" });
    if (!chat.showBranch(messageId)) return this.questions.refuseWhileAnswering();
    this.signal({ type: "revealMessage", id: messageId });
  }

  /** What is signalled next must not find the history over the chat: a patch would come after it. */
  hideHistory(): void {
    if (this.history.view === null) return;
    this.history.hide();
    this.#publisher.refresh();
  }

  stop(): void {
    this.#chat.stop();
  }

  /** Whether the chat can be seen. */
  get isSeen(): boolean {
    return this.#publisher.isLive;
  }

  /** A view that is not there yet gets it once it is. */
  signal(signal: Signal): void {
    this.#publisher.signal(signal);
  }

  focusComposer(): void {
    this.signal({ type: "focusComposer" });
  }

  hidden(): void {
    this.#publisher.pause();
  }

  /** Models, defaults or presets changed. */
  optionsChanged(): void {
    this.#set("model", "context", "defaultParameters", "defaultSystemPrompt", "presets");
  }

  keyChanged(): void {
    this.#set("keySet");
  }

  bannerChanged(): void {
    this.#set("banner");
  }

  dispose(): void {
    this.#transcript.dispose();
    this.#publisher.pause();
  }

  #intentHandlers(context: ChatViewContext): Handlers {
    const chat = () => this.#chat;
    const { draft, questions } = this;
    const show = (other: Chat) => this.#showToWrite(other);
    const newChat = () => {
      this.hideHistory();
      this.newChat();
    };
    const act = alertActions({
      ...context,
      chat,
      questions,
      newChat,
      showContext: () => this.signal({ type: "openContext" }),
      dismissBanner: () => context.banner.dismiss(),
    });
    return {
      ready: () => {
        this.#publisher.ready();
        context.recheckAttachments(this.#chat);
      },
      stop: () => this.stop(),
      newChat,
      action: ({ action, messageId }) => act[action](messageId),
      history: ({ action }) => void this.#askHistory(action),
      openLink: ({ url }) => context.openLink(url),
      ...attachmentHandlers(context, chat, draft, questions),
      ...mediaHandlers({
        ...context,
        chat,
        draft,
        hold: (work) => questions.hold(work),
        refuse: (text) => questions.refuse(text),
        signal: (signal) => this.signal(signal),
      }),
      ...draftHandlers({ chats: context.chats, chat, draft, questions }),
      code: (intent) => context.useCode(intent, this.#chat.shown),
      ...this.#completions.handlers,
      ...fileHandlers((files) => this.signal(files), context.editor),
      ...this.#receipts.handlers,
      ...requestHandlers(chat),
      ...this.#comparison.handlers(),
      ...roomHandlers(chat, context.summarize),
      ...branchHandlers(() => ({ ...context, chat: this.#chat, questions, show })),
    };
  }

  async #askHistory(action: HistoryAction): Promise<void> {
    // What is being written is listed and found too.
    if (action.do === "show") await this.#chat.flush();
    await this.history.handle(action);
  }

  #pathChanged(): void {
    this.#context.onCurrentChange(this.#chat);
    this.#set("context");
  }

  #messageChanged(message: Message): void {
    this.#showRunning();
    this.#set("context");
    if (message.role === "user") this.#context.onCurrentChange(this.#chat);
  }

  #draftChanged(): void {
    this.#context.onCurrentChange(this.#chat);
    this.draft.changed();
  }

  #settingsChanged(): void {
    this.questions.dismissAlert();
    this.#set("model", "parameters", "systemPrompt", "context");
  }

  #showRunning(): void {
    this.#set("runningId");
    this.#context.runningChanged();
  }

  #set(...keys: readonly Slice[]): void {
    const slices = this.#slices();
    // One slice's name and value belong together, which the union of all slices cannot tell.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    for (const key of keys) this.#publisher.push({ op: "set", key, value: slices[key] } as Op);
  }

  #state(): ViewState {
    return { ...this.#slices(), messages: this.#transcript.messages() };
  }

  #slices(): Omit<ViewState, "messages"> {
    const { conversation, runningId } = this.#chat;
    const { model: modelOf } = this.#context;
    const { offered } = this.draft;
    return {
      conversationId: conversation.id,
      runningId,
      keySet: this.#context.hasKey(),
      draft: this.draft.view(),
      ...projectRequest(conversation, modelOf(conversation.model)),
      // Counted only where it is shown: it reads the whole chat.
      get context() {
        return projectContext(conversation, offered, modelOf);
      },
      candidates: this.#comparison.view(),
      completion: this.#completions.view,
      receipt: this.#receipts.view,
      composerAlert: this.questions.alert,
      banner: this.#context.banner.view,
      history: this.history.view,
      announcement: this.#announcements.view,
    };
  }
}
