import { triggers, type Trigger } from "../../src/shared/completion.ts";

export interface Found {
  readonly trigger: Trigger;
  /** What follows the trigger, up to the caret. */
  readonly query: string;
  /** Where the trigger stands in the text. */
  readonly start: number;
}

/**
 * What is being completed at the caret: `/` at the very start, `@` or `#` at the start of a word. A word that goes on
 * after a space is a word, not a query; so is one that is longer than any name.
 */
export function findTrigger(text: string, caret: number): Found | undefined {
  const before = text.slice(0, caret);
  const match =
    /^(\/)(\w{0,1000})$/.exec(before) ?? /(?<=^|\s)([@#])([^\s@#]{0,1000})$/.exec(before);
  const trigger = triggers.find((one) => one === match?.[1]);
  const query = match?.[2] ?? "";
  return trigger && { trigger, query, start: caret - query.length - 1 };
}
