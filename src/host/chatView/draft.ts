import {
  isHeldBy,
  isSameText,
  type Attachment,
  type CodeAttachment,
} from "../../core/attachment.ts";
import type { Chat } from "../../core/chat.ts";
import { problemsOf } from "../context/problems.ts";
import type { AttachmentView, DraftView } from "../../shared/view.ts";
import { projectAttachment } from "./projection.ts";

export interface SelectedCode {
  /** What is offered of the selection, once it has rested. */
  readonly current: readonly CodeAttachment[];
  /** What is selected at this moment, whether it may be offered or not. */
  readonly selected: readonly CodeAttachment[];
}

/** The draft of the chat that is shown, and what of it the view must take over from the host. */
export class ChatDraft {
  readonly #current: () => Chat;
  readonly #selection: SelectedCode;
  readonly #publish: () => void;
  #passedOver: readonly CodeAttachment[] = [];
  #epoch = 0;
  /** What was sent last, of which chat: a view that has not shown this epoch has not heard of it. */
  #sent: { readonly chat: Chat; readonly text: string; readonly epoch: number } | undefined;
  /** What remains of a text that the view will say again, unless its chat is left before. */
  #remains: { readonly chat: Chat; readonly text: string } | undefined;
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
    if (this.#current().conversation.draft.edits !== undefined) return [];
    return this.#selection.current.filter(
      (code) =>
        !this.attachments.some((one) => isHeldBy(code, one)) &&
        !this.#passedOver.some((one) => isSameText(code, one)),
    );
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
      sent: this.#sentNow,
      attachments: [
        ...this.attachments.map((one) => ({ ...projectAttachment(one), ...projectProblems(one) })),
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

  /** The view shows the chat's text instead of what it has. */
  takeOver(): void {
    const { chat: left, text = "" } = this.#remains ?? {};
    this.#remains = undefined;
    if (left !== this.#current() && left?.conversation.draft.text === "") left.setDraft(text);
    this.#shown = this.text;
    this.#epoch += 1;
  }

  /** The chat's draft changed, here or in another view. */
  changed(): void {
    if (this.text !== this.#shown) this.takeOver();
    this.#publish();
  }

  /** Something else is offered. */
  selectionChanged(): void {
    const { current } = this.#selection;
    const still = this.#passedOver.filter((one) => current.some((code) => isSameText(code, one)));
    if (still.length === 0) this.#passedOver = [];
    this.changed();
  }

  /** The editor reports other problems in these documents, named by their URIs. */
  problemsChanged(uris: ReadonlySet<string>): void {
    const isHere = (one: Attachment) => one.kind === "code" && uris.has(one.uri ?? "");
    if (this.attachments.some(isHere)) this.#publish();
  }

  /** What of a text is still being written: a view that has shown this epoch last has not heard of what was sent since. */
  unsent(chat: Chat, text: string, epoch: number): string {
    const sent = this.#sent;
    const isUnheard = sent?.chat === chat && epoch < sent.epoch && text.startsWith(sent.text);
    return isUnheard ? text.slice(sent.text.length) : text;
  }

  /** The user typed this before the view heard of the host's last change: it says again what remains of it. */
  typedBefore(text: string, epoch: number): void {
    const chat = this.#current();
    const rest = this.unsent(chat, text, epoch);
    if (rest !== text) this.#remains = { chat, text: rest };
  }

  /** The user typed this; the view has it already. */
  typed(text: string): void {
    this.#remains = undefined;
    this.#shown = text;
    this.#current().setDraft(text);
  }

  /** What is sent is no draft any more; what was typed after it stays. */
  wasSent(text: string): void {
    this.takeOver();
    this.wasSentIn(this.#current(), text);
    this.#passOver();
    this.#publish();
  }

  wasSentIn(chat: Chat, text: string): void {
    this.#sent = { chat, text, epoch: this.#epoch };
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
    if (this.#selection.selected.some((code) => isHeldBy(code, removed))) this.passOver();
    this.setAttachments(this.attachments.filter((attachment) => attachment.id !== id));
  }

  /** Replaces the attachment with the same id; without effect when it was removed. */
  replace(attachment: Attachment): void {
    this.setAttachments(
      this.attachments.map((one) => (one.id === attachment.id ? attachment : one)),
    );
  }

  /** What was sent at this epoch. */
  get #sentNow(): string {
    const { chat, text = "", epoch } = this.#sent ?? {};
    return chat === this.#current() && epoch === this.#epoch ? text : "";
  }

  /** What is selected now, even if it has not been offered yet. */
  #passOver(): void {
    this.#passedOver = this.#selection.selected;
  }
}

function projectProblems(attachment: Attachment): Pick<AttachmentView, "problems"> {
  if (attachment.kind !== "code") return {};
  const { length: count } = attachment.problems ?? problemsOf(attachment);
  return count === 0 ? {} : { problems: { count, isSent: attachment.problems !== undefined } };
}
