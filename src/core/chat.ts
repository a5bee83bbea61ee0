import { AnswerRun, type Candidate, type ChatChange } from "./answerRun.ts";
import type { Attachment } from "./attachment.ts";
import type { ChatPorts } from "./chatPorts.ts";
import { ChatWriter } from "./chatWriter.ts";
import { canContinue } from "./continuation.ts";
import type { Answer, Conversation, Message, Question } from "./conversation.ts";
import { headThrough, path, pathWith, versionsOf, withMessage } from "./conversation.ts";
import { afterwards, queued, unqueued, withoutAsked, type Draft } from "./draft.ts";

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
  #isBehind = false;
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

  /** The messages that are shown. */
  get shown(): readonly Message[] {
    return pathWith(this.conversation, this.#compared);
  }

  /** Somebody follows it, or an answer is being written: there must be no other one of the same conversation. */
  get isInUse(): boolean {
    return this.#listeners.size > 0 || this.#runs.size > 0;
  }

  /** Resolves when new messages are in the store. */
  get committed(): Promise<void> {
    return this.#writer.committed;
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

  /** Replaces messages by changed ones. */
  changeMessages(messages: readonly Message[]): void {
    this.#conversation = messages.reduce(withMessage, this.#conversation);
    for (const message of messages) {
      this.#emit({ type: "message", message });
      this.#writer.message(message);
    }
  }

  /** Changes what is being written, or what waits to be asked; see `draft.ts`. */
  changeDraft(change: (draft: Draft) => Draft): void {
    this.#conversation = { ...this.#conversation, draft: change(this.#conversation.draft) };
    this.#emit({ type: "draft" });
    this.#writer.draftSoon();
  }

  setDraft(text: string, attachments = this.#conversation.draft.attachments): void {
    this.changeDraft((draft) => ({ ...draft, text, attachments }));
  }

  /** Keeps a question to be asked when the running answer is complete. */
  queue(text: string, attachments: readonly Attachment[]): void {
    const question = { id: this.#ports.newId(), text, attachments };
    this.changeDraft((draft) => queued(draft, question));
  }

  async askQueued(id: string): Promise<void> {
    const question = this.#conversation.draft.queue?.find((one) => one.id === id);
    if (question === undefined || this.#runs.size > 0) return;
    const asked = this.#ask(question, [this.#conversation]);
    this.changeDraft((draft) => unqueued(draft, id));
    await asked;
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
    const { draft, messages } = this.#conversation;
    const edited = messages.find(({ id }) => id === draft.edits?.questionId);
    if (edited !== undefined) this.#moveHead(edited.parent);
    const asked = this.askBeside(text, attachments, candidates);
    this.changeDraft(afterwards);
    await asked;
  }

  /** Asks a question that is not the draft, which stays as it is. */
  askBeside(
    text: string,
    attachments: readonly Attachment[],
    candidates: readonly Candidate[] = [this.#conversation],
  ): Promise<void> {
    return this.#ask({ id: this.#ports.newId(), text, attachments }, candidates);
  }

  async #ask(
    fields: Pick<Question, "id" | "text" | "attachments">,
    candidates: readonly Candidate[],
  ): Promise<void> {
    this.#endComparison();
    const { head: parent } = this.#conversation;
    const question: Question = { ...fields, role: "user", parent, createdAt: this.#ports.now() };
    this.#put([question]);
    await this.#answer(question.id, [question], candidates);
  }

  /** While answers are written, only one that stands finished beside them can be asked for again. */
  canRetry(answerId: string): boolean {
    const isBeside = this.#compared.includes(answerId) && !this.#runs.has(answerId);
    return this.#runs.size === 0 || isBeside;
  }

  /** Asks the question again, of the same candidate where answers are compared; the earlier answer is kept beside. */
  async retry(answerId: string): Promise<void> {
    const answer = this.#conversation.messages.find(({ id }) => id === answerId);
    if (answer?.role !== "assistant" || !this.canRetry(answerId)) return;
    if (this.#compared.includes(answerId)) return this.#retryCompared(answer);
    this.#endComparison();
    this.#moveHead(answer.parent);
    await this.#answer(answer.parent, [], [this.#conversation]);
  }

  /** Has the last answer, which broke off, written on; what comes is appended to it. */
  async continue(answerId: string): Promise<void> {
    const answer = this.#conversation.messages.find(({ id }) => id === answerId);
    const isLast = answerId === this.#conversation.head && this.#compared.length === 0;
    if (!isLast || !canContinue(answer) || this.#runs.size > 0) return;
    await this.#write([AnswerRun.continuing(answer, this.#ports)], []);
  }

  async #retryCompared({ id, parent, model, parameters = {} }: Answer): Promise<void> {
    const again = this.#begin(parent, { model, parameters });
    this.#compared = this.#compared.map((one) => (one === id ? again.answer.id : one));
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

  /** Shows the branch that the message is in; false: not while answers are written. */
  showBranch(messageId: string): boolean {
    if (path(this.#conversation).some(({ id }) => id === messageId)) return true;
    if (this.#runs.size > 0) return false;
    this.#compared = [];
    this.#moveHead(headThrough(this.#conversation, messageId));
    this.#writer.conversation();
    return true;
  }

  /** Takes over what another window, or the history, changed: after the answers that are being written here. */
  takeOver(stored: Conversation): void {
    if (this.#runs.size > 0) return void (this.#isBehind = true);
    const { draft } = this.#writer.isDraftAhead ? this.#conversation : stored;
    this.#conversation = { ...stored, draft: withoutAsked(draft, stored.messages) };
    this.#emit({ type: "path" });
    this.#emit({ type: "draft" });
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
    const runs = candidates.map((candidate) => this.#begin(parent, candidate));
    if (runs.length > 1) this.#compared = runs.map(({ answer }) => answer.id);
    await this.#write(runs, unsaved);
  }

  #begin(parent: string, { model, parameters }: Candidate): AnswerRun {
    const fields = { id: this.#ports.newId(), parent, createdAt: this.#ports.now() };
    return AnswerRun.beginning({ ...fields, model, parameters }, this.#ports);
  }

  async #write(runs: readonly AnswerRun[], unsaved: readonly Message[]): Promise<void> {
    const answers = runs.map(({ answer }) => answer);
    const { parent: head } = unsaved[0] ?? { parent: this.#conversation.head };
    for (const run of runs) this.#runs.set(run.answer.id, run);
    this.#put(answers);
    const flush = setInterval(() => {
      for (const { answer } of this.#runs.values()) this.#writer.message(answer);
    }, flushEveryMs);
    this.#writer.commit([...unsaved, ...answers], head);
    await Promise.all(runs.map((run) => this.#follow(run)));
    clearInterval(flush);
    this.#goOn(runs);
    if (!this.#isBehind || this.#runs.size > 0) return;
    this.#isBehind = false;
    void this.#writer.flush([]).then(() => this.#ports.catchUp(this.#conversation.id));
  }

  /** Asks the next question of the queue; after anything but one whole answer the user says how it goes on. */
  #goOn([run, ...others]: readonly AnswerRun[]): void {
    const [next] = this.#conversation.draft.queue ?? [];
    const isWhole = others.length === 0 && run?.answer.state === "complete";
    if (next === undefined || !isWhole || this.#compared.length > 0) return;
    if (this.#ports.canAsk(next, this.#conversation)) void this.askQueued(next.id);
  }

  async #follow(run: AnswerRun): Promise<void> {
    const committed = this.#writer.committed.then(() => this.#conversation);
    await run.write(committed, (change) => this.#emit(change));
    this.#runs.delete(run.answer.id);
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

  #moveHead(head: string | null): void {
    this.#conversation = { ...this.#conversation, head };
    this.#emit({ type: "path" });
  }

  #emit(change: ChatChange): void {
    for (const listener of this.#listeners) listener(change);
  }
}
