import type { Attachment } from "../../core/attachment.ts";
import type { Chat } from "../../core/chat.ts";
import type { DraftView } from "../../shared/view.ts";
import { projectAttachment } from "./projection.ts";

/** The draft of the chat that is shown, and what of it the view must take over from the host. */
export class ChatDraft {
  readonly #current: () => Chat;
  readonly #changed: () => void;
  #epoch = 0;
  #sent = "";

  constructor(current: () => Chat, changed: () => void) {
    this.#current = current;
    this.#changed = changed;
  }

  get text(): string {
    return this.#current().conversation.draft.text;
  }

  get attachments(): readonly Attachment[] {
    return this.#current().conversation.draft.attachments;
  }

  view(): DraftView {
    return {
      text: this.text,
      epoch: this.#epoch,
      sent: this.#sent,
      attachments: this.attachments.map(projectAttachment),
      editing: this.#current().conversation.draft.edits !== undefined,
    };
  }

  /** The view shows this text instead of what it has. `sent`: what of that text was sent just now. */
  takeOver(sent = ""): void {
    this.#sent = sent;
    this.#epoch += 1;
  }

  /** What is sent is no draft any more; what was typed after it stays. */
  wasSent(text: string): void {
    this.takeOver(text);
    this.#changed();
  }

  setText(text: string): void {
    this.takeOver();
    this.#current().setDraft(text);
    this.#changed();
  }

  /** Puts an earlier question here, to ask it anew. */
  edit(questionId: string): void {
    this.takeOver();
    this.#current().edit(questionId);
    this.#changed();
  }

  cancelEdit(): void {
    this.takeOver();
    this.#current().cancelEdit();
    this.#changed();
  }

  setAttachments(attachments: readonly Attachment[]): void {
    this.#current().setDraft(this.text, attachments);
    this.#changed();
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
