import { applyEvent, endAnswer } from "./answerLife.ts";
import type { Attachment } from "./attachment.ts";
import type { Complete, CompletionEvent, CompletionRequest } from "./completion.ts";
import type { Answer, Conversation, Draft, Message, Question } from "./conversation.ts";
import { headThrough, path, withMessage } from "./conversation.ts";
import type { ConversationStore } from "./conversationStore.ts";
import { isSomething, type LeftOut } from "./promptBudget.ts";

export interface ChatPorts {
  readonly complete: Complete;
  readonly store: Pick<ConversationStore, "putConversation" | "putMessage" | "putDraft">;
  /** The request that asks for an answer to the conversation's last question. */
  readonly buildRequest: (conversation: Conversation) => Promise<BuiltRequest>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly newId: () => string;
  /** A write that did not reach the disk; the conversation goes on in memory. */
  readonly onStoreError: (error: unknown) => void;
}

export interface BuiltRequest {
  readonly request: CompletionRequest;
  readonly leftOut: LeftOut;
}

export type ChatChange =
  | {
      readonly type: "append";
      readonly id: string;
      readonly part: "text" | "reasoning";
      readonly text: string;
    }
  /** A message was added, or changed otherwise than by appending. */
  | { readonly type: "message"; readonly message: Message }
  /** The head moved: other messages are shown. */
  | { readonly type: "path" }
  /** Model, parameters or system prompt. */
  | { readonly type: "settings" };

/** The longest that an answer's text lives in memory only, in milliseconds. */
const flushEveryMs = 1000;
const draftDelayMs = 400;

/** One live conversation: asks, keeps the running answer, and tells what changed. */
export class Chat {
  readonly #ports: ChatPorts;
  readonly #listeners = new Set<(change: ChatChange) => void>();
  #conversation: Conversation;
  #run: Run | undefined;
  #draftTimer: ReturnType<typeof setTimeout> | undefined;
  #store: ChatPorts["store"];
  #stored: boolean;

  /** `stored`: whether the store knows the conversation; a new one is written with its first words. */
  constructor(conversation: Conversation, stored: boolean, ports: ChatPorts) {
    this.#conversation = conversation;
    this.#stored = stored;
    this.#ports = ports;
    this.#store = ports.store;
  }

  get conversation(): Conversation {
    return this.#run === undefined
      ? this.#conversation
      : withMessage(this.#conversation, this.#run.answer);
  }

  /** The id of the answer that is being written, or null. */
  get runningId(): string | null {
    return this.#run?.answer.id ?? null;
  }

  onChange(listener: (change: ChatChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Changes what does not need a word in the transcript: model, parameters, system prompt. */
  update(fields: Partial<Pick<Conversation, "model" | "parameters" | "systemPrompt">>): void {
    this.#conversation = { ...this.#conversation, ...fields };
    this.#emit({ type: "settings" });
    if (this.#stored) this.#save(this.#store.putConversation(this.#conversation));
  }

  setDraft(text: string, attachments = this.#conversation.draft.attachments): void {
    this.#setDraft({ ...this.#conversation.draft, text, attachments });
  }

  /** Puts an earlier question into the draft; what was being written comes back afterwards. */
  edit(questionId: string): void {
    const question = this.#conversation.messages.find(({ id }) => id === questionId);
    if (question?.role !== "user") return;
    const { draft } = this.#conversation;
    const { text, attachments } = question;
    this.#setDraft({ text, attachments, edits: { questionId, kept: draft.edits?.kept ?? draft } });
  }

  cancelEdit(): void {
    const { edits } = this.#conversation.draft;
    if (edits !== undefined) this.#setDraft(edits.kept);
  }

  #setDraft(draft: Draft): void {
    this.#conversation = { ...this.#conversation, draft };
    clearTimeout(this.#draftTimer);
    this.#draftTimer = setTimeout(() => void this.#saveDraft(), draftDelayMs);
  }

  /**
   * Asks what the draft holds: after the head, or instead of the question that it edits, which is kept beside the
   * new one. Resolves when the answer has ended; never rejects.
   */
  async ask(text: string, attachments: readonly Attachment[]): Promise<void> {
    const { edits } = this.#conversation.draft;
    const edited = this.#conversation.messages.find(({ id }) => id === edits?.questionId);
    if (edited !== undefined) this.#moveHead(edited.parent);
    const asked = this.askBeside(text, attachments);
    this.#setDraft(edits?.kept ?? { text: "", attachments: [] });
    await asked;
  }

  /** Asks a question that is not the draft, which stays as it is. */
  async askBeside(text: string, attachments: readonly Attachment[]): Promise<void> {
    const question: Question = {
      role: "user",
      id: this.#ports.newId(),
      parent: this.#conversation.head,
      createdAt: this.#ports.now(),
      text,
      attachments,
    };
    this.#put(question);
    await this.#answer(question.id, [question]);
  }

  /** Asks the same question again; the earlier answer is kept beside the new one. */
  async retry(answerId: string): Promise<void> {
    const answer = this.#conversation.messages.find(({ id }) => id === answerId);
    if (answer?.role !== "assistant") return;
    this.#moveHead(answer.parent);
    await this.#answer(answer.parent, []);
  }

  /** Shows the branch that the message is in. */
  showBranch(messageId: string): void {
    if (this.#run !== undefined || this.#isShown(messageId)) return;
    this.#moveHead(headThrough(this.#conversation, messageId));
    this.#save(this.#store.putConversation(this.#conversation));
  }

  /** Takes over what another window, or the history, changed; what is written here goes on. */
  takeOver(stored: Conversation): void {
    if (this.#run !== undefined) return;
    this.#conversation = { ...stored, draft: this.#conversation.draft };
    this.#emit({ type: "path" });
  }

  /** Stops, and writes nothing any more: the conversation was deleted. */
  discard(): void {
    clearTimeout(this.#draftTimer);
    this.#draftTimer = undefined;
    this.#store = nowhere;
    this.stop();
  }

  /** Stops the running answer and keeps its text. */
  stop(): void {
    this.#run?.controller.abort();
  }

  /** Writes what is not yet on the disk. */
  async flush(): Promise<void> {
    if (this.#draftTimer !== undefined) await this.#saveDraft();
    const { answer } = this.#run ?? {};
    if (answer !== undefined) await this.#store.putMessage(this.#conversation.id, answer);
  }

  async #answer(parent: string, unsaved: readonly Message[]): Promise<void> {
    const answer: Answer = {
      role: "assistant",
      id: this.#ports.newId(),
      parent,
      createdAt: this.#ports.now(),
      model: this.#conversation.model,
      state: "waiting",
      text: "",
      reasoning: "",
    };
    const run: Run = { answer, controller: new AbortController() };
    this.#put(answer);
    this.#run = run;
    this.#emit({ type: "message", message: answer });
    const flush = setInterval(() => this.#saveMessage(run.answer), flushEveryMs);
    try {
      await this.#commit([...unsaved, answer]);
      const { request, leftOut } = await this.#ports.buildRequest(this.#conversation);
      if (isSomething(leftOut)) {
        run.answer = { ...run.answer, leftOut };
        this.#emit({ type: "message", message: run.answer });
      }
      const end = await this.#ports.complete(request, {
        signal: run.controller.signal,
        onEvent: (event) => this.#onEvent(run, event),
      });
      run.answer = endAnswer(run.answer, end);
    } catch (error) {
      run.answer = endAnswer(run.answer, {
        type: "failed",
        failure: { kind: "invalid-request", message: String(error) },
        totalMs: 0,
      });
    } finally {
      clearInterval(flush);
      this.#run = undefined;
      this.#conversation = withMessage(this.#conversation, run.answer);
      this.#emit({ type: "message", message: run.answer });
      this.#saveMessage(run.answer);
    }
  }

  #onEvent(run: Run, event: CompletionEvent): void {
    const before = run.answer;
    run.answer = applyEvent(before, event, this.#ports.now());
    const appended = event.type === "text" || event.type === "reasoning";
    if (appended && before.state === run.answer.state) {
      this.#emit({ type: "append", id: before.id, part: event.type, text: event.text });
    } else if (run.answer !== before) {
      this.#emit({ type: "message", message: run.answer });
    }
  }

  #put(message: Message): void {
    this.#conversation = { ...withMessage(this.#conversation, message), head: message.id };
    if (message.role === "user") this.#emit({ type: "message", message });
  }

  /** The question is on the disk before its request leaves. */
  async #commit(messages: readonly Message[]): Promise<void> {
    try {
      await this.#store.putConversation(this.#conversation);
      this.#stored = true;
      for (const message of messages) {
        await this.#store.putMessage(this.#conversation.id, message);
      }
    } catch (error) {
      this.#ports.onStoreError(error);
    }
  }

  #saveMessage(message: Message): void {
    this.#save(this.#store.putMessage(this.#conversation.id, message));
  }

  async #saveDraft(): Promise<void> {
    clearTimeout(this.#draftTimer);
    this.#draftTimer = undefined;
    const { id, draft } = this.#conversation;
    if (!this.#stored && draft.text === "" && draft.attachments.length === 0) return;
    const created = this.#stored;
    this.#stored = true;
    try {
      if (!created) await this.#store.putConversation(this.#conversation);
      await this.#store.putDraft(id, draft);
    } catch (error) {
      this.#ports.onStoreError(error);
    }
  }

  #save(write: Promise<void>): void {
    write.catch((error: unknown) => this.#ports.onStoreError(error));
  }

  #moveHead(head: string | null): void {
    this.#conversation = { ...this.#conversation, head };
    this.#emit({ type: "path" });
  }

  #isShown(messageId: string): boolean {
    return path(this.#conversation).some(({ id }) => id === messageId);
  }

  #emit(change: ChatChange): void {
    for (const listener of this.#listeners) listener(change);
  }
}

const nowhere: ChatPorts["store"] = {
  putConversation: () => Promise.resolve(),
  putMessage: () => Promise.resolve(),
  putDraft: () => Promise.resolve(),
};

interface Run {
  answer: Answer;
  readonly controller: AbortController;
}
