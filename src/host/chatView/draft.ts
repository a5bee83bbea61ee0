import { isSameCode, type Attachment, type CodeAttachment } from "../../core/attachment.ts";
import type { Chat } from "../../core/chat.ts";
import type { DraftView } from "../../shared/view.ts";
import { projectAttachment } from "./projection.ts";

/** What is selected in the editor; the same array for as long as the same is selected. */
export interface SelectedCode {
  readonly current: readonly CodeAttachment[];
}

/** The draft of the chat that is shown, and what of it the view must take over from the host. */
export class ChatDraft {
  readonly #current: () => Chat;
  readonly #selection: SelectedCode;
  readonly #publish: () => void;
  #passedOver: readonly CodeAttachment[] | undefined;
  #epoch = 0;
  #sent = "";
  /** The text that the view has, or was told to take over. */
  #shown = "";

  constructor(current: () => Chat, selection: SelectedCode, publish: () => void) {
    this.#current = current;
    this.#selection = selection;
    this.#publish = publish;
  }

  get text(): string {
    return this.#current().conversation.draft.text;
  }

  get attachments(): readonly Attachment[] {
    return this.#current().conversation.draft.attachments;
  }

  /** What is selected in the editor: it is sent with the draft as long as it is shown here. */
  get offered(): readonly CodeAttachment[] {
    const { current } = this.#selection;
    if (current === this.#passedOver || this.#current().conversation.draft.edits !== undefined)
      return [];
    return current.filter((code) => !this.attachments.some((one) => isSameCode(code, one)));
  }

  /** An attachment, or the selection that is offered. */
  find(id: string): Attachment | undefined {
    return [...this.attachments, ...this.offered].find((one) => one.id === id);
  }

  view(): DraftView {
    const { edits, queue = [] } = this.#current().conversation.draft;
    return {
      text: this.text,
      epoch: this.#epoch,
      sent: this.#sent,
      attachments: [
        ...this.attachments.map(projectAttachment),
        ...this.offered.map((code) => ({ ...projectAttachment(code), isOffered: true })),
      ],
      editing: edits !== undefined,
      queue: queue.map(({ id, text, attachments }) => ({
        id,
        text,
        attachments: attachments.map(projectAttachment),
      })),
    };
  }

  /** The view shows the chat's text instead of what it has. `sent`: what of that text was sent just now. */
  takeOver(sent = ""): void {
    this.#sent = sent;
    this.#shown = this.text;
    this.#epoch += 1;
  }

  /** The chat's draft changed, here or in another view. */
  changed(): void {
    if (this.text !== this.#shown) this.takeOver();
    this.#publish();
  }

  /** The user typed this; the view has it already. */
  typed(text: string): void {
    this.#shown = text;
    this.#current().setDraft(text);
  }

  /** What is sent is no draft any more; what was typed after it stays. */
  wasSent(text: string): void {
    this.takeOver(text);
    this.#passOver();
    this.#publish();
  }

  setText(text: string): void {
    this.#current().setDraft(text);
  }

  setAttachments(attachments: readonly Attachment[]): void {
    this.#current().setDraft(this.text, attachments);
  }

  add(attachments: readonly Attachment[]): void {
    this.setAttachments([...this.attachments, ...attachments]);
  }

  /** The selection does not follow the editor any more: it stays in the draft. */
  pinSelection(): void {
    this.add(this.offered);
  }

  /** The selection was asked about, or is not wanted: it is offered again once something else was selected. */
  passOver(): void {
    this.#passOver();
    this.#publish();
  }

  remove(id: string): void {
    const removed = this.find(id);
    if (this.#selection.current.some((code) => isSameCode(code, removed))) this.passOver();
    this.setAttachments(this.attachments.filter((attachment) => attachment.id !== id));
  }

  /** Replaces the attachment with the same id; without effect when it was removed. */
  replace(attachment: Attachment): void {
    this.setAttachments(
      this.attachments.map((one) => (one.id === attachment.id ? attachment : one)),
    );
  }

  #passOver(): void {
    this.#passedOver = this.#selection.current;
  }
}
