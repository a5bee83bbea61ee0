import type { CodeAttachment } from "../../core/attachment.ts";
import type { Chat } from "../../core/chat.ts";
import { attachedTo, withAttachment } from "../../core/draft.ts";

/** The chats whose drafts are being written: the one where the user is, and all that live in this window. */
export interface DraftedChats {
  readonly current: () => Promise<Chat>;
  readonly all: () => readonly Chat[];
}

/** The code in the chat's draft, in what an edit put aside, and in the queue. */
export function draftedCode({ conversation }: Chat): readonly CodeAttachment[] {
  return attachedTo(conversation.draft).filter((one) => one.kind === "code");
}

/** The attachment of the chat's draft as it is now. */
export function findCode(chat: Chat, id: string): CodeAttachment | undefined {
  return draftedCode(chat).find((code) => code.id === id);
}

/** Changes what the attachment is by now; without effect when it was removed, or `change` returns the same. */
export function changeCode(
  chat: Chat,
  id: string,
  change: (current: CodeAttachment) => CodeAttachment,
): void {
  const current = findCode(chat, id);
  const changed = current && change(current);
  if (changed !== undefined && changed !== current)
    chat.changeDraft((draft) => withAttachment(draft, changed));
}
