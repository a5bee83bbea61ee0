import { textTokens } from "./tokens.ts";

export interface EarlierMessage {
  readonly role: "user" | "assistant";
  readonly content: string;
}

/** The newest messages of a history that fit into so many tokens, from a question on. */
export function newestThatFit(
  history: readonly EarlierMessage[],
  tokens: number,
): readonly EarlierMessage[] {
  let rest = tokens;
  let first = history.length;
  for (const [index, { role, content }] of [...history.entries()].toReversed()) {
    rest -= textTokens(content);
    if (rest < 0) break;
    if (role === "user") first = index;
  }
  return history.slice(first);
}
