import { commands, l10n } from "vscode";
import type { Attachment, MediaAttachment } from "../../core/attachment.ts";
import type { Chat } from "../../core/chat.ts";
import { path } from "../../core/conversation.ts";
import { queuedWithout } from "../../core/draft.ts";
import { sentMedia, withDropped } from "../../core/droppedMedia.ts";
import { unseenBy } from "../../core/eyes.ts";
import { messageOf } from "../../shared/messageOf.ts";
import type { Model } from "../../shared/model.ts";
import type { AlertView } from "../../shared/view.ts";
import { refusalAlert, unseenAlert } from "./composerAlerts.ts";
import type { Comparison } from "./comparison.ts";
import type { ChatDraft } from "./draft.ts";

export interface QuestionParts {
  readonly chat: () => Chat;
  readonly draft: ChatDraft;
  readonly hasKey: () => boolean;
  readonly model: (id: string) => Model;
  readonly comparison: Comparison;
  readonly alertChanged: () => void;
}

/** What to do with pictures that the model can't see. */
type Unseen = "ask" | "leave out" | "send";

interface Waiting {
  readonly chat: Chat;
  readonly text: string;
  readonly unseen: Unseen;
}

/** Sends what was written, or says at the composer why it was not sent. */
export class Questions {
  readonly #parts: QuestionParts;
  #alert: AlertView | null = null;
  #needs: readonly MediaAttachment["kind"][] = [];
  /** What the alert keeps from being asked; undefined where it is the draft. */
  #kept: ((unseen: Unseen) => void) | undefined;

  /** What is still being attached, true where all of it was; undefined for nothing. */
  #held: Promise<boolean> | undefined;
  /** What is sent once that is done. */
  #next: Waiting | undefined;

  constructor(parts: QuestionParts) {
    this.#parts = parts;
  }

  /**
   * Sends nothing before this is done, such as a picture whose secrets are being covered. With false something is
   * missing in the end: a question that waits stays at the composer.
   */
  hold(work: Promise<boolean>): void {
    const tried = work.catch((error: unknown) => {
      this.refuse(l10n.t("It could not be attached: {0}", messageOf(error)));
      return false;
    });
    const held = Promise.all([this.#held ?? true, tried]).then((done) => done.every(Boolean));
    this.#held = held;
    void held.then(() => this.#release(held));
  }

  get alert(): AlertView | null {
    return this.#alert;
  }

  /** Asks for another model than the one that the alert is about: the chat's own, or one of the candidates. */
  selectModel(): void {
    const { comparison } = this.#parts;
    if (this.#kept === undefined && comparison.isOn) void comparison.choose();
    else void commands.executeCommand("eigen.selectModel", this.#needs);
  }

  /** Does what the alert about unseen pictures stands in the way of: sends the draft as it stands, or retries. */
  goOn(unseen: Unseen): void {
    if (this.#kept === undefined) this.send(this.#parts.draft.text, unseen);
    else this.#kept(unseen);
  }

  /** Asks the same question again, of the model of this moment. */
  retry(answerId: string, unseen: Unseen = "ask"): void {
    const chat = this.#parts.chat();
    const { messages, model } = chat.conversation;
    const answer = messages.find(({ id }) => id === answerId);
    const question = messages.find(({ id }) => id === answer?.parent);
    if (answer?.role !== "assistant" || question?.role !== "user") return;
    if (!chat.canRetry(answerId)) return this.refuseWhileAnswering();
    const asked = this.#parts.model(chat.compared.includes(answerId) ? answer.model : model);
    const hidden = unseen === "send" ? [] : unseenBy(asked, question.attachments);
    if (hidden.length > 0 && unseen === "ask") {
      this.#showUnseen(asked, hidden);
      this.#kept = (how) => this.retry(answerId, how);
      return;
    }
    this.#drop(hidden);
    this.dismissAlert();
    void chat.retry(answerId);
  }

  /** Asks again with the names of all pictures and videos instead of them. */
  retryWithoutMedia(answerId: string): void {
    const chat = this.#parts.chat();
    if (!chat.canRetry(answerId)) return this.refuseWhileAnswering();
    this.#drop(sentMedia(path({ ...chat.conversation, head: answerId })));
    void chat.retry(answerId);
  }

  send(text: string, unseen: Unseen = "ask"): void {
    const { draft, hasKey, model, comparison } = this.#parts;
    const chat = this.#parts.chat();
    draft.typed(text);
    if (this.#held !== undefined) return this.#sendAfter(this.#held, { chat, text, unseen });
    if (!hasKey()) return askForKey();
    const candidates = comparison.candidates();
    const models = candidates.map((candidate) => model(candidate.model));
    const blind = models.find((one) => unseenBy(one, draft.attachments).length > 0);
    const hidden =
      blind === undefined || unseen === "send" ? [] : unseenBy(blind, draft.attachments);
    if (blind !== undefined && hidden.length > 0 && unseen === "ask")
      return this.#showUnseen(blind, hidden);
    const attachments = draft.attachments.filter(({ id }) => hidden.every((one) => one.id !== id));
    if (text.trim() === "" && attachments.length === 0) {
      if (hidden.length > 0)
        this.refuse(l10n.t("Without it nothing is left to send. Ask something."));
      return;
    }
    const running = chat.runningId !== null;
    // An edited question and one to several models are not queued: they stay what is being written.
    if (running && (candidates.length > 1 || chat.conversation.draft.edits !== undefined))
      return this.refuseWhileAnswering();
    this.dismissAlert();
    const asked = [...attachments, ...draft.offered];
    if (running) {
      chat.queue(text, asked);
      chat.setDraft("", []);
    } else void chat.ask(text, asked, candidates);
    comparison.clear();
    draft.wasSent(text);
  }

  /**
   * Sends what was written in a chat that is not shown any more; what can't be sent as it is stays its draft, and so
   * does what was written after it.
   */
  sendIn(chat: Chat, text: string): void {
    const { draft, hasKey, model } = this.#parts;
    const { text: written, attachments, edits } = chat.conversation.draft;
    if (text.trim() === "" && attachments.length === 0) return;
    const isRunning = chat.runningId !== null;
    const isBlind = unseenBy(model(chat.conversation.model), attachments).length > 0;
    if (!hasKey() || isBlind || (isRunning && edits !== undefined)) {
      if (written === "") chat.setDraft(text);
      return;
    }
    const later = written.startsWith(text) ? written.slice(text.length) : written;
    if (isRunning) {
      chat.queue(text, attachments);
      chat.setDraft("", []);
    } else void chat.ask(text, attachments);
    draft.wasSentIn(chat, text);
    const parts = [chat.conversation.draft.text, later];
    if (later.trim() !== "") chat.setDraft(parts.filter((part) => part !== "").join("\n\n"));
  }

  /** Asks a question of the queue; what keeps it from being asked is said, and it stays there. */
  askQueued(id: string, unseen: Unseen = "ask"): void {
    const { hasKey, model } = this.#parts;
    const chat = this.#parts.chat();
    const question = chat.conversation.draft.queue?.find((one) => one.id === id);
    if (question === undefined) return;
    if (!hasKey()) return askForKey();
    const asked = model(chat.conversation.model);
    const hidden = unseen === "send" ? [] : unseenBy(asked, question.attachments);
    if (hidden.length > 0 && unseen === "ask") {
      this.#showUnseen(asked, hidden);
      this.#kept = (how) => this.askQueued(id, how);
      return;
    }
    this.dismissAlert();
    chat.changeDraft((draft) => queuedWithout(draft, id, hidden));
    void chat.askQueued(id);
  }

  /** Asks beside the draft: at once, or after the running answer. Without a key it becomes part of the draft. */
  ask(text: string, attachments: readonly Attachment[]): void {
    const { draft, hasKey, chat } = this.#parts;
    draft.passOver();
    if (hasKey() && chat().runningId === null) return void chat().askBeside(text, attachments);
    if (hasKey()) return chat().queue(text, attachments);
    draft.setText([draft.text, text].filter((part) => part !== "").join("\n\n"));
    draft.add(attachments);
    askForKey();
  }

  refuseWhileAnswering(): void {
    this.refuse(
      l10n.t("An answer is still being written. Wait until it is complete, or stop it first."),
    );
  }

  /** Something could not be attached; `text` says what and why. */
  refuse(text: string): void {
    this.#show(refusalAlert(text));
  }

  dismissAlert(): void {
    if (this.#alert !== null) this.#show(null);
  }

  /** Once, however often Enter was pressed meanwhile. */
  #sendAfter(held: Promise<boolean>, next: Waiting): void {
    const isWaiting = this.#next !== undefined;
    this.#next = next;
    if (isWaiting) return;
    void held.then((isWhole) => this.#sendNext(isWhole));
  }

  #sendNext(isWhole: boolean): void {
    const next = this.#next;
    this.#next = undefined;
    if (isWhole && next !== undefined && this.#parts.chat() === next.chat)
      this.send(next.text, next.unseen);
  }

  #release(held: Promise<boolean>): void {
    if (this.#held === held) this.#held = undefined;
  }

  #drop(media: readonly MediaAttachment[]): void {
    const ids = media.map(({ id }) => id);
    const chat = this.#parts.chat();
    chat.changeMessages(withDropped(chat.conversation.messages, ids, true));
  }

  #showUnseen({ name, id }: Model, unseen: readonly MediaAttachment[]): void {
    this.#show(unseenAlert(name ?? id, unseen));
    this.#needs = [...new Set(unseen.map(({ kind }) => kind))];
  }

  #show(alert: AlertView | null): void {
    this.#alert = alert;
    this.#needs = [];
    this.#kept = undefined;
    this.#parts.alertChanged();
  }
}

function askForKey(): void {
  void commands.executeCommand("eigen.setApiKey");
}
