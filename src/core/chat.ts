import { AnswerRun, type AnswerChange, type AnswerPorts } from "./answerRun.ts";
import type { Attachment } from "./attachment.ts";
import { ChatWriter, type ChatWriterPorts } from "./chatWriter.ts";
import type { Answer, Conversation, Draft, Message, Question } from "./conversation.ts";
import { headThrough, path, versionsOf, withMessage } from "./conversation.ts";

export interface ChatPorts extends AnswerPorts, ChatWriterPorts {
  readonly newId: () => string;
}

/** Who is asked for an answer: a model, with these parameters. */
export type Candidate = Pick<Conversation, "model" | "parameters">;

export type ChatChange =
  | AnswerChange
  /** Other messages are shown. */
  | { readonly type: "path" }
  /** Model, parameters or system prompt. */
  | { readonly type: "settings" };

/** The longest that an answer's text lives in memory only, in milliseconds. */
const flushEveryMs = 1000;

/** One live conversation: asks, keeps the running answers, and tells what changed. */
export class Chat {
  readonly #ports: ChatPorts;
  readonly #listeners = new Set<(change: ChatChange) => void>();
  #conversation: Conversation;
  /** The answers that are being written, by their ids: several only while they are compared. */
  readonly #runs = new Map<string, AnswerRun>();
  #compared: readonly string[] = [];
  readonly #writer: ChatWriter;

  /** `stored`: whether the store knows the conversation; a new one is written with its first words. */
  constructor(conversation: Conversation, stored: boolean, ports: ChatPorts) {
    this.#conversation = conversation;
    this.#ports = ports;
    this.#writer = new ChatWriter(() => this.#conversation, stored, ports);
  }

  get conversation(): Conversation {
    const runs = [...this.#runs.values()];
    return runs.reduce((whole, { answer }) => withMessage(whole, answer), this.#conversation);
  }

  /** The id of the answer that is being written, or of the first of them; null for none. */
  get runningId(): string | null {
    return [...this.#runs.keys()][0] ?? null;
  }

  /** The ids of the answers that are shown side by side, at the end of the path. */
  get compared(): readonly string[] {
    return this.#compared;
  }

  /** The path to the head, with all of the answers that are compared in the place of the one that is in it. */
  get shown(): readonly Message[] {
    const { conversation } = this;
    const compared = new Set(this.#compared);
    const byId = new Map(conversation.messages.map((message) => [message.id, message]));
    return path(conversation).flatMap((message) =>
      compared.has(message.id) ? this.#compared.flatMap((id) => byId.get(id) ?? []) : [message],
    );
  }

  onChange(listener: (change: ChatChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Changes what does not need a word in the transcript: model, parameters, system prompt. */
  update(fields: Partial<Pick<Conversation, "model" | "parameters" | "systemPrompt">>): void {
    this.#conversation = { ...this.#conversation, ...fields };
    this.#emit({ type: "settings" });
    this.#writer.conversation();
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
    this.#writer.draftSoon();
  }

  /**
   * Asks what the draft holds: after the head, or instead of the question that it edits, which is kept beside the
   * new one. Several candidates are asked at once, and their answers shown side by side. Resolves when all answers have
   * ended; never rejects.
   */
  async ask(
    text: string,
    attachments: readonly Attachment[],
    candidates: readonly Candidate[] = [this.#conversation],
  ): Promise<void> {
    const { edits } = this.#conversation.draft;
    const edited = this.#conversation.messages.find(({ id }) => id === edits?.questionId);
    if (edited !== undefined) this.#moveHead(edited.parent);
    const asked = this.askBeside(text, attachments, candidates);
    this.#setDraft(edits?.kept ?? { text: "", attachments: [] });
    await asked;
  }

  /** Asks a question that is not the draft, which stays as it is. */
  async askBeside(
    text: string,
    attachments: readonly Attachment[],
    candidates: readonly Candidate[] = [this.#conversation],
  ): Promise<void> {
    this.#endComparison();
    const question: Question = {
      role: "user",
      id: this.#ports.newId(),
      parent: this.#conversation.head,
      createdAt: this.#ports.now(),
      text,
      attachments,
    };
    this.#put([question]);
    await this.#answer(question.id, [question], candidates);
  }

  /**
   * Asks the same question again, of the same candidate where answers are compared; the earlier answer is kept beside
   * the new one.
   */
  async retry(answerId: string): Promise<void> {
    const answer = this.#conversation.messages.find(({ id }) => id === answerId);
    if (answer?.role !== "assistant") return;
    if (this.#compared.includes(answerId)) return this.#retryCompared(answer);
    this.#endComparison();
    this.#moveHead(answer.parent);
    await this.#answer(answer.parent, [], [this.#conversation]);
  }

  async #retryCompared({ id, parent, model, parameters = {} }: Answer): Promise<void> {
    const again = this.#begin(parent, { model, parameters });
    this.#compared = this.#compared.map((one) => (one === id ? again.id : one));
    const asked = this.#write([again], []);
    this.#emit({ type: "path" });
    await asked;
  }

  /** Shows the answers to the same question side by side. */
  compareVersions(answerId: string): void {
    const answer = this.#conversation.messages.find(({ id }) => id === answerId);
    if (answer?.role !== "assistant" || this.#runs.size > 0) return;
    this.#compared = versionsOf(this.#conversation, answer).map(({ id }) => id);
    this.#moveHead(answerId);
  }

  /** Goes on with this one of the answers that are compared; the others end, and stay as its versions. */
  keep(answerId: string): void {
    if (!this.#compared.includes(answerId)) return;
    for (const [id, run] of this.#runs) if (id !== answerId) run.stop();
    this.#compared = [];
    this.#moveHead(headThrough(this.#conversation, answerId));
    this.#writer.conversation();
  }

  #endComparison(): void {
    if (this.#compared.length === 0) return;
    this.#compared = [];
    this.#emit({ type: "path" });
  }

  /** Shows the branch that the message is in. */
  showBranch(messageId: string): void {
    if (this.#runs.size > 0 || this.#isShown(messageId)) return;
    this.#compared = [];
    this.#moveHead(headThrough(this.#conversation, messageId));
    this.#writer.conversation();
  }

  /** Takes over what another window, or the history, changed; what is written here goes on. */
  takeOver(stored: Conversation): void {
    if (this.#runs.size > 0) return;
    this.#conversation = { ...stored, draft: this.#conversation.draft };
    this.#emit({ type: "path" });
  }

  /** Stops, and writes nothing any more: the conversation was deleted. */
  discard(): void {
    this.#writer.discard();
    this.stop();
  }

  /** Stops the running answers and keeps their text. */
  stop(): void {
    for (const run of this.#runs.values()) run.stop();
  }

  /** Writes what is not yet on the disk. */
  async flush(): Promise<void> {
    await this.#writer.flush([...this.#runs.values()].map(({ answer }) => answer));
  }

  async #answer(
    parent: string,
    unsaved: readonly Message[],
    candidates: readonly Candidate[],
  ): Promise<void> {
    const answers = candidates.map((candidate) => this.#begin(parent, candidate));
    if (answers.length > 1) this.#compared = answers.map(({ id }) => id);
    await this.#write(answers, unsaved);
  }

  /** An answer from the moment of sending: without a word. */
  #begin(parent: string, { model, parameters }: Candidate): Answer {
    return {
      role: "assistant",
      id: this.#ports.newId(),
      parent,
      createdAt: this.#ports.now(),
      model,
      parameters,
      state: "waiting",
      text: "",
      reasoning: "",
    };
  }

  async #write(answers: readonly Answer[], unsaved: readonly Message[]): Promise<void> {
    const runs = answers.map((answer) => new AnswerRun(answer, this.#ports));
    for (const run of runs) this.#runs.set(run.answer.id, run);
    this.#put(answers);
    const flush = setInterval(() => this.#saveRunning(), flushEveryMs);
    await this.#writer.commit([...unsaved, ...answers]);
    await Promise.all(runs.map((run) => this.#follow(run)));
    clearInterval(flush);
  }

  async #follow(run: AnswerRun): Promise<void> {
    const { id, model, parameters = {} } = run.answer;
    const asking = { ...this.#conversation, model, parameters, head: id };
    await run.write(asking, (change) => this.#emit(change));
    this.#runs.delete(id);
    this.#conversation = withMessage(this.#conversation, run.answer);
    this.#emit({ type: "message", message: run.answer });
    this.#writer.message(run.answer);
  }

  /** Adds messages that follow the head, or are versions of each other; the first of them becomes the head. */
  #put(messages: readonly Message[]): void {
    const whole = messages.reduce(withMessage, this.#conversation);
    this.#conversation = { ...whole, head: messages[0]?.id ?? whole.head };
    for (const message of messages) this.#emit({ type: "message", message });
  }

  #saveRunning(): void {
    for (const { answer } of this.#runs.values()) this.#writer.message(answer);
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
