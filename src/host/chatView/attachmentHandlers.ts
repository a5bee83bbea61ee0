import { randomUUID } from "node:crypto";
import { commands } from "vscode";
import type { Chat } from "../../core/chat.ts";
import type { CodeAttachment } from "../../core/attachment.ts";
import { findAttachment } from "../../core/conversation.ts";
import { withProblems } from "../context/problems.ts";
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
    "attach" | "attachUris" | "refreshAttachment" | "revealAttachment"
  >,
  chat: () => Chat,
  draft: ChatDraft,
  questions: Pick<Questions, "hold">,
): Pick<Handlers, AttachmentIntents> {
  return {
    attach: () => void commands.executeCommand("eigen.attach"),
    attachUris: ({ uris }) => context.attachUris(uris),
    attachText: ({ name, text }) =>
      questions.hold(textFile(name, text).then((file) => context.attach([file]))),
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

/** A file that nobody here has a document of. */
async function textFile(name: string, text: string): Promise<CodeAttachment> {
  const path = name.split(/[/\\]/).at(-1) ?? name;
  const language = await languageId(path.split(".").at(-1) ?? "");
  return { kind: "code", id: randomUUID(), path, languageId: language ?? "plaintext", text };
}
