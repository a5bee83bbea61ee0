import type { Message } from "../core/conversation.ts";

/** What is left of a question that a damaged file lost, where its answer can be read. */
const lostText = "[This question was lost.]";

/**
 * Messages of which some were lost, as a tree in which each comes after its parent. A question whose parent is lost
 * follows what came before it; an answer gets its question back, without its words.
 */
export function mended(messages: readonly Message[]): readonly Message[] {
  const byId = new Map(messages.map((message) => [message.id, message]));
  const placed = new Map<string, Message>();
  /** What lost parents are replaced by: versions stay versions. */
  const instead = new Map<string, string | null>();
  let last: string | null = null;
  const place = (message: Message) => {
    placed.set(message.id, message);
    last = message.id;
  };
  for (const message of messages) {
    const { parent } = message;
    if (placed.has(message.id)) continue;
    if (parent === null || placed.has(parent)) place(message);
    else if (message.role === "user") {
      if (!instead.has(parent)) instead.set(parent, last);
      place({ ...message, parent: instead.get(parent) ?? null });
    } else {
      // It comes later where it was lost and this one was written since.
      const known = byId.get(parent);
      const lost = { id: parent, createdAt: message.createdAt, text: lostText, attachments: [] };
      place({ ...(known?.role === "user" ? known : { ...lost, role: "user" }), parent: last });
      place(message);
    }
  }
  return [...placed.values()];
}
