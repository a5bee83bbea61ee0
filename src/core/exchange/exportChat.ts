import { attachmentName, mediaOf, type Attachment, type MediaRef } from "../attachment.ts";
import { path, titleOf, type Conversation, type Message } from "../conversation.ts";
import type { SavedConversation } from "./chatFormat.ts";

/** The JSON of an exported chat; see `FORMAT.md`. `media`: base64 by SHA-256. */
export interface ExportedChat {
  readonly format: "eigen-chat";
  readonly version: 1;
  readonly conversation: SavedConversation;
  readonly media: Readonly<Record<string, string>>;
}

/** @param media the contents of the attached pictures and videos, base64 by SHA-256 */
export function exportJson(
  conversation: Conversation,
  media: Readonly<Record<string, string>>,
): string {
  const chat: ExportedChat = {
    format: "eigen-chat",
    version: 1,
    conversation: saved(conversation),
    media,
  };
  return `${JSON.stringify(chat, null, 2)}\n`;
}

/** What is exported of a conversation: all of its branches, without what lives in this window only. */
export function saved({ draft, messages, ...conversation }: Conversation): SavedConversation {
  return { ...conversation, messages: messages.map(withoutRetry) };
}

/** The media of all of a conversation's messages, with the frames of its videos, each once. */
export function mediaOfChat({ messages }: Pick<Conversation, "messages">): readonly MediaRef[] {
  const media = mediaOf(attachmentsOf({ messages }));
  return [...new Map(media.map((one) => [one.sha256, one])).values()];
}

export function attachmentsOf({ messages }: Pick<Conversation, "messages">): readonly Attachment[] {
  return messages.flatMap((one) => (one.role === "user" ? one.attachments : []));
}

/**
 * What the chat shows, to be read by people. Code stands in fences longer than any inside it.
 * @param fileOf where a picture or video lies beside the Markdown, relative to it; undefined where it is lost
 */
export function exportMarkdown(
  conversation: Conversation,
  nameOf: (modelId: string) => string,
  fileOf: (sha256: string) => string | undefined,
): string {
  const parts = path(conversation).map((message) => messageMarkdown(message, nameOf, fileOf));
  return [`# ${titleOf(conversation)}`, ...parts].join("\n\n") + "\n";
}

function withoutRetry(message: Message): Message {
  if (message.role === "user") return message;
  const { retrying, ...answer } = message;
  return answer;
}

function messageMarkdown(
  message: Message,
  nameOf: (modelId: string) => string,
  fileOf: (sha256: string) => string | undefined,
): string {
  if (message.role === "assistant") return `## ${nameOf(message.model)}\n\n${message.text}`;
  const attachments = message.attachments.map((one) => attachmentMarkdown(one, fileOf));
  return ["## You", ...attachments, message.text].join("\n\n");
}

function attachmentMarkdown(
  attachment: Attachment,
  fileOf: (sha256: string) => string | undefined,
): string {
  const name = attachmentName(attachment).replaceAll(/[\\[\]*]/g, String.raw`\$&`);
  if (attachment.kind === "code") return `**${name}**\n\n${fenced(attachment)}`;
  const file = fileOf(attachment.media.sha256);
  if (file === undefined) return `**${name}**`;
  return attachment.kind === "image" ? `![${name}](<${file}>)` : `[${name}](<${file}>)`;
}

function fenced({ text, languageId }: Attachment & { kind: "code" }): string {
  const runs = text.match(/`+/gu) ?? [];
  const fence = "`".repeat(Math.max(3, ...runs.map((run) => run.length + 1)));
  return `${fence}${languageId}\n${text}\n${fence}`;
}
