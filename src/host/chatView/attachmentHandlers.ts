import { randomUUID } from "node:crypto";
import { commands, l10n } from "vscode";
import type { Chat } from "../../core/chat.ts";
import type { CodeAttachment } from "../../core/attachment.ts";
import { findAttachment } from "../../core/conversation.ts";
import { languageId } from "../languages.ts";
import type { ChatViewContext, Handlers } from "./context.ts";
import type { ChatDraft } from "./draft.ts";
import type { Questions } from "./questions.ts";

type AttachmentIntents =
  | "attach"
  | "attachUris"
  | "attachText"
  | "refreshAttachment"
  | "revealAttachment"
  | "sendProblems";

/** What is attached, brought up to date and looked at. */
export function attachmentHandlers(
  context: Pick<
    ChatViewContext,
    "chats" | "attach" | "attachUris" | "refreshAttachment" | "revealAttachment" | "sendProblems"
  >,
  chat: () => Chat,
  draft: ChatDraft,
  questions: Pick<Questions, "hold" | "refuse">,
): Pick<Handlers, AttachmentIntents> {
  const attachText = async (
    name: string,
    text: string,
    conversationId: string,
  ): Promise<boolean> => {
    const to = context.chats.find(conversationId) ?? chat();
    const file = await textFile(name, text);
    const isAttached = await context.attach([file], to);
    // The view shows it as being attached until it is told.
    if (!isAttached) questions.refuse(l10n.t("{0} was not attached.", file.path));
    return isAttached;
  };
  return {
    attach: () => questions.hold(pickAndAttach()),
    attachUris: ({ uris }) => questions.hold(context.attachUris(uris)),
    attachText: ({ name, text, conversationId }) =>
      questions.hold(attachText(name, text, conversationId)),
    refreshAttachment: ({ id }) => context.refreshAttachment(chat(), id),
    sendProblems: ({ id, isSent }) =>
      questions.hold(context.sendProblems(chat(), id, isSent).then(() => true)),
    revealAttachment: ({ id }) => {
      const attachment = draft.find(id) ?? findAttachment(chat().conversation, id);
      if (attachment !== undefined) context.revealAttachment(attachment);
    },
  };
}

/** Nothing that was picked is missing. */
async function pickAndAttach(): Promise<boolean> {
  return (await commands.executeCommand("eigen.attach")) !== false;
}

/** A file that nobody here has a document of. */
async function textFile(name: string, text: string): Promise<CodeAttachment> {
  const path = name.split(/[/\\]/).at(-1) ?? name;
  const language = await languageId(path.split(".").at(-1) ?? "");
  return { kind: "code", id: randomUUID(), path, languageId: language ?? "plaintext", text };
}
