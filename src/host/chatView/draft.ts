import type { Attachment } from "../../core/attachment.ts";
import type { Chat } from "../../core/chat.ts";
import type { DraftView } from "../../shared/view.ts";
import { projectAttachment } from "./projection.ts";

/** The draft of the chat that is shown, and what of it the view must take over from the host. */
export class ChatDraft {
  readonly #current: () => Chat;
  readonly #publish: () => void;
  #epoch = 0;
  #sent = "";
  /** The text that the view has, or was told to take over. */
  #shown = "";

  constructor(current: () => Chat, publish: () => void) {
    this.#current = current;
    this.#publish = publish;
  }

  get text(): string {
    return this.#current().conversation.draft.text;
  }

  get attachments(): readonly Attachment[] {
    return this.#current().conversation.draft.attachments;
  }

  view(): DraftView {
    const { edits, queue = [] } = this.#current().conversation.draft;
    return {
      text: this.text,
      epoch: this.#epoch,
      sent: this.#sent,
      attachments: this.attachments.map(projectAttachment),
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

  remove(id: string): void {
    this.setAttachments(this.attachments.filter((attachment) => attachment.id !== id));
  }

  /** Replaces the attachment with the same id; without effect when it was removed. */
  replace(attachment: Attachment): void {
    this.setAttachments(
      this.attachments.map((one) => (one.id === attachment.id ? attachment : one)),
    );
  }
}
