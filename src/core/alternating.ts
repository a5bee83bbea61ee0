import type { EarlierMessage } from "./newestThatFit.ts";

/** Questions without an answer with the next one, in one message: some models want the roles to alternate. */
export function alternating(messages: readonly EarlierMessage[]): readonly EarlierMessage[] {
  const joined: EarlierMessage[] = [];
  for (const message of messages) {
    const last = joined.at(-1);
    if (last?.role !== message.role) joined.push(message);
    else joined.splice(-1, 1, { ...last, content: `${last.content}\n\n${message.content}` });
  }
  return joined;
}
