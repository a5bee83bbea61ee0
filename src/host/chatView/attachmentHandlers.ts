import { commands } from "vscode";
import type { Chat } from "../../core/chat.ts";
import { findAttachment } from "../../core/conversation.ts";
import { withProblems } from "../context/problems.ts";
import type { ChatViewContext, Handlers } from "./context.ts";
import type { ChatDraft } from "./draft.ts";

type AttachmentIntents =
  | "attach"
  | "attachUris"
  | "refreshAttachment"
  | "revealAttachment"
  | "sendProblems";

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
    sendProblems: ({ id, isSent }) => {
      const code = draft.attachments.find((attachment) => attachment.id === id);
      if (code?.kind === "code") draft.replace(withProblems(code, isSent));
    },
    revealAttachment: ({ id }) => {
      const attachment = draft.find(id) ?? findAttachment(chat().conversation, id);
      if (attachment !== undefined) context.revealAttachment(attachment);
    },
  };
}
