import * as vscode from "vscode";
import type { Chat } from "../core/chat.ts";
import { titleOf, type Conversation } from "../core/conversation.ts";
import type { ConversationStore } from "../core/conversationStore.ts";
import { exportJson, exportMarkdown } from "../core/exportChat.ts";
import { importChat, type ImportedChat } from "../core/importChat.ts";
import type { Chats } from "./chats.ts";

/** `eigen.exportChat`: asks where to, the ending decides: Markdown to read, JSON to import again. */
export async function exportChat(
  conversation: Conversation,
  store: ConversationStore,
  modelName: (id: string) => string,
): Promise<void> {
  const { l10n, window, workspace, Uri } = vscode;
  const name =
    titleOf(conversation)
      .replaceAll(/[^\p{L}\p{N} ._-]/gu, "")
      .trim() || "chat";
  const folder = workspace.workspaceFolders?.[0]?.uri;
  const target = await window.showSaveDialog({
    ...(folder === undefined ? {} : { defaultUri: Uri.joinPath(folder, `${name}.md`) }),
    filters: { Markdown: ["md"], JSON: ["json"] },
    title: l10n.t("Export Chat"),
  });
  if (target === undefined) return;
  const text = target.path.toLowerCase().endsWith(".json")
    ? exportJson(conversation, await mediaOf(conversation, store))
    : exportMarkdown(conversation, modelName);
  await workspace.fs.writeFile(target, new TextEncoder().encode(text));
  void window.showInformationMessage(l10n.t("The chat was exported."));
}

/** `eigen.importChat`: the chat of an exported file, or of an OpenAI-style list of messages; undefined for none. */
export async function pickAndImportChat(
  chats: Chats,
  store: ConversationStore,
): Promise<Chat | undefined> {
  const { l10n, window, workspace } = vscode;
  const [file] =
    (await window.showOpenDialog({ filters: { JSON: ["json"] }, title: l10n.t("Import Chat") })) ??
    [];
  if (file === undefined) return undefined;
  const imported = importChat(new TextDecoder().decode(await workspace.fs.readFile(file)));
  if (imported === undefined) {
    void window.showErrorMessage(l10n.t("This file is no chat that Eigen AI Chat can read."));
    return undefined;
  }
  await keepMedia(imported, store);
  return chats.add(imported);
}

async function mediaOf(
  { messages }: Conversation,
  store: ConversationStore,
): Promise<Readonly<Record<string, string>>> {
  const media: Record<string, string> = {};
  for (const message of messages) {
    for (const attachment of message.role === "user" ? message.attachments : []) {
      if (attachment.kind === "code") continue;
      const bytes = await store.readMedia(attachment.media.sha256);
      if (bytes !== undefined)
        media[attachment.media.sha256] = Buffer.from(bytes).toString("base64");
    }
  }
  return media;
}

async function keepMedia(
  { media, messages }: ImportedChat,
  store: ConversationStore,
): Promise<void> {
  for (const message of messages) {
    for (const attachment of message.role === "user" ? message.attachments : []) {
      if (attachment.kind === "code") continue;
      const { sha256, mime } = attachment.media;
      const content = media[sha256];
      if (content !== undefined) await store.putMedia(Buffer.from(content, "base64"), { mime });
    }
  }
}
