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

/** The chat that has the attachment in its draft, and the attachment as it is now. */
export function findCode(
  chats: readonly Chat[],
  id: string,
): { readonly chat: Chat; readonly code: CodeAttachment } | undefined {
  return chats
    .flatMap((chat) => draftedCode(chat).map((code) => ({ chat, code })))
    .find(({ code }) => code.id === id);
}

/** Changes what the attachment is by now; without effect when it was removed, or `change` returns the same. */
export function changeCode(
  chat: Chat,
  id: string,
  change: (current: CodeAttachment) => CodeAttachment,
): void {
  const current = findCode([chat], id)?.code;
  const changed = current && change(current);
  if (changed !== undefined && changed !== current)
    chat.changeDraft((draft) => withAttachment(draft, changed));
}
