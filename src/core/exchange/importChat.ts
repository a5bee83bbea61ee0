import * as v from "valibot";
import type { Attachment, CodeAttachment } from "../attachment.ts";
import type { Message } from "../conversation.ts";
import { conversationSchema, type SavedConversation } from "./chatFormat.ts";
import { importMessages } from "./openaiMessages.ts";
import { importVSCodeChat } from "./vscodeChat.ts";

/** What an exported file gives. Its ids are kept within the conversation, which gets a new one. */
export interface ImportedChat {
  readonly conversation: SavedConversation;
  /** Contents, base64 by what claims to be their SHA-256: the store computes it anew. */
  readonly media: Readonly<Record<string, string>>;
}

/** The largest file that is read, in bytes. */
export const largestImport = 300_000_000;

const own = v.object({
  format: v.literal("eigen-chat"),
  version: v.literal(1),
  conversation: conversationSchema,
  media: v.record(v.string(), v.string()),
});

/** Messages whose time the file does not say are as old as their import: they would be deleted as the oldest of all. */
export function datedMessages(
  { conversation: { messages } }: ImportedChat,
  now: number,
): readonly Message[] {
  return messages.map((message) =>
    message.createdAt === 0 ? { ...message, createdAt: now } : message,
  );
}

/**
 * The chat in a file: one of ours, VS Code's `chat.json`, or the messages of an OpenAI-style request. Undefined for
 * anything else. What is unknown in it is left out.
 */
export function importChat(json: string): ImportedChat | undefined {
  const value = parsed(json);
  const ours = v.safeParse(own, value);
  if (ours.success) {
    const { conversation, media } = ours.output;
    return { conversation: withoutPlaces(conversation), media };
  }
  const foreign = importVSCodeChat(value) ?? importMessages(value);
  // What others wrote is held to the same limits.
  const checked = v.safeParse(conversationSchema, foreign?.conversation);
  return checked.success
    ? { conversation: checked.output, media: foreign?.media ?? {} }
    : undefined;
}

/**
 * Without what leads out of the chat: a command made of a stranger's receipt would go to a stranger's address, and code
 * of a stranger's files would be followed in files of the same names here.
 */
function withoutPlaces(conversation: SavedConversation): SavedConversation {
  const messages = conversation.messages.map((message) => {
    if (message.role === "user")
      return { ...message, attachments: message.attachments.map(withoutPlace) };
    const { receipt, ...answer } = message;
    return answer;
  });
  return { ...conversation, messages };
}

function withoutPlace(attachment: Attachment): Attachment {
  if (attachment.kind === "code") return withoutUri(attachment);
  const { shows } = attachment;
  return shows === undefined
    ? attachment
    : { ...attachment, shows: { ...shows, code: withoutUri(shows.code) } };
}

function withoutUri({ uri, ...code }: CodeAttachment): CodeAttachment {
  return code;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
