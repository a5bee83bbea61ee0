import { attachmentName, type Attachment } from "./attachment.ts";
import { path, titleOf, type Conversation, type Message } from "./conversation.ts";

/** The JSON of an exported chat: all of its branches, its draft excepted. `media`: base64 by SHA-256. */
export interface ExportedChat {
  readonly format: "eigen-chat";
  readonly version: 1;
  readonly conversation: Omit<Conversation, "draft">;
  readonly media: Readonly<Record<string, string>>;
}

/** @param media the contents of the attached pictures and videos, base64 by SHA-256 */
export function exportJson(
  { draft, ...conversation }: Conversation,
  media: Readonly<Record<string, string>>,
): string {
  const chat: ExportedChat = { format: "eigen-chat", version: 1, conversation, media };
  return `${JSON.stringify(chat, null, 2)}\n`;
}

/** What the chat shows, to be read by people. Code stands in fences longer than any inside it. */
export function exportMarkdown(
  conversation: Conversation,
  nameOf: (modelId: string) => string,
): string {
  const parts = path(conversation).map((message) => messageMarkdown(message, nameOf));
  return [`# ${titleOf(conversation)}`, ...parts].join("\n\n") + "\n";
}

function messageMarkdown(message: Message, nameOf: (modelId: string) => string): string {
  if (message.role === "assistant") return `## ${nameOf(message.model)}\n\n${message.text}`;
  return ["## You", ...message.attachments.map(attachmentMarkdown), message.text].join("\n\n");
}

function attachmentMarkdown(attachment: Attachment): string {
  const name = `**${attachmentName(attachment).replaceAll("*", String.raw`\*`)}**`;
  if (attachment.kind !== "code") return name;
  const runs = attachment.text.match(/`+/gu) ?? [];
  const fence = "`".repeat(Math.max(3, ...runs.map((run) => run.length + 1)));
  return `${name}\n\n${fence}${attachment.languageId}\n${attachment.text}\n${fence}`;
}
