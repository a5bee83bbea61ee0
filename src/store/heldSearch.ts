import { attachmentName } from "../core/attachment.ts";
import type { Message } from "../core/conversation.ts";
import type { HistoryEntry, SearchHit } from "../core/history.ts";
import { excerptOf, isMatch, patternsOf, wordsOf } from "./words.ts";

/** Finds what is in memory the way the database would; see `History.search`. */
export function searchHeld(
  entries: readonly HistoryEntry[],
  messagesOf: (id: string) => readonly Message[],
  query: string,
): readonly SearchHit[] {
  const words = wordsOf(query);
  if (words.length === 0) return [];
  const patterns = patternsOf(words);
  return entries.flatMap((entry) => {
    if (isMatch(entry.title, patterns)) return { entry, messageId: null, excerpt: "" };
    for (const message of messagesOf(entry.id).toReversed()) {
      const text = searchedText(message);
      if (isMatch(text, patterns))
        return { entry, messageId: message.id, excerpt: excerptOf(text, patterns) };
    }
    return [];
  });
}

function searchedText(message: Message): string {
  if (message.role === "assistant") return message.text;
  return [...message.attachments.map(attachmentName), message.text].join("\n");
}
