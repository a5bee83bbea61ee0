import { commands } from "vscode";
import type { Chat } from "../../core/chat.ts";
import { findAttachment } from "../../core/conversation.ts";
import type { ChatViewContext, Handlers } from "./context.ts";
import type { ChatDraft } from "./draft.ts";

type AttachmentIntents = "attach" | "attachUris" | "refreshAttachment" | "revealAttachment";

/** What is attached, brought up to date and looked at. */
export function attachmentHandlers(
  context: Pick<ChatViewContext, "attachUris" | "refreshAttachment" | "revealAttachment">,
  chat: () => Chat,
  draft: ChatDraft,
): Pick<Handlers, AttachmentIntents> {
  return {
    attach: () => void commands.executeCommand("eigen.attach"),
    attachUris: ({ uris }) => context.attachUris(uris),
    refreshAttachment: ({ id }) => context.refreshAttachment(id),
    revealAttachment: ({ id }) => {
      const attachment = draft.find(id) ?? findAttachment(chat().conversation, id);
      if (attachment !== undefined) context.revealAttachment(attachment);
    },
  };
}
