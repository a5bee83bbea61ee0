import { homedir } from "node:os";
import * as vscode from "vscode";
import type { Chat } from "../core/chat.ts";
import { titleOf, type Conversation } from "../core/conversation.ts";
import type { ConversationStore } from "../core/conversationStore.ts";
import {
  attachmentsOf,
  exportJson,
  exportMarkdown,
  mediaOfChat,
} from "../core/exchange/exportChat.ts";
import {
  datedMessages,
  importChat,
  largestImport,
  type ImportedChat,
} from "../core/exchange/importChat.ts";
import type { Chats } from "./chats.ts";
import { showError, showInformation } from "./notices.ts";

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
  const folder = workspace.workspaceFolders?.[0]?.uri ?? Uri.file(homedir());
  const target = await window.showSaveDialog({
    defaultUri: Uri.joinPath(folder, `${name}.md`),
    filters: { Markdown: ["md"], JSON: ["json"] },
    title: l10n.t("Export Chat"),
  });
  if (target === undefined) return;
  if (target.path.toLowerCase().endsWith(".json"))
    await write(target, exportJson(conversation, await contentsOf(conversation, store)));
  else await writeMarkdown(target, conversation, store, modelName);
  void showInformation(l10n.t("The chat was exported."));
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
  const { size } = await workspace.fs.stat(file);
  const imported =
    size > largestImport
      ? undefined
      : importChat(new TextDecoder().decode(await workspace.fs.readFile(file)));
  if (imported === undefined) {
    void showError(l10n.t("This file is no chat that Eigen AI Chat can read."));
    return undefined;
  }
  await keepMedia(imported, store);
  const { model, parameters, systemPrompt, head, title } = imported.conversation;
  const fields = { ...(model !== "" && { model }), parameters, systemPrompt };
  const messages = datedMessages(imported, Date.now());
  return chats.add({ fields, messages, head, title });
}

/** The Markdown, and the pictures and videos in a folder beside it. */
async function writeMarkdown(
  target: vscode.Uri,
  conversation: Conversation,
  store: ConversationStore,
  modelName: (id: string) => string,
): Promise<void> {
  const { Uri, workspace } = vscode;
  const name = target.path.split("/").at(-1) ?? "";
  const folder = `${name.replace(/\.[^.]*$/, "")}-media`;
  const files = new Map<string, string>();
  for (const attachment of attachmentsOf(conversation)) {
    if (attachment.kind === "code" || files.has(attachment.media.sha256)) continue;
    const { sha256, mime } = attachment.media;
    const bytes = await store.readMedia(sha256);
    if (bytes === undefined) continue;
    const ending = /^[a-z]+\/([a-z\d]+)/.exec(mime)?.[1] ?? "bin";
    const file = `${folder}/${files.size + 1}.${ending}`;
    await workspace.fs.writeFile(Uri.joinPath(target, "..", file), bytes);
    files.set(sha256, file);
  }
  await write(
    target,
    exportMarkdown(conversation, modelName, (sha256) => files.get(sha256)),
  );
}

async function write(target: vscode.Uri, text: string): Promise<void> {
  await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(text));
}

async function contentsOf(
  conversation: Conversation,
  store: ConversationStore,
): Promise<Readonly<Record<string, string>>> {
  const contents: Record<string, string> = {};
  for (const { sha256 } of mediaOfChat(conversation)) {
    const bytes = await store.readMedia(sha256);
    if (bytes !== undefined) contents[sha256] = Buffer.from(bytes).toString("base64");
  }
  return contents;
}

async function keepMedia(
  { media, conversation }: ImportedChat,
  store: ConversationStore,
): Promise<void> {
  for (const { sha256, mime } of mediaOfChat(conversation)) {
    const content = media[sha256];
    if (content !== undefined) await store.putMedia(Buffer.from(content, "base64"), { mime });
  }
}
