import type { Connection } from "./connection.ts";
import * as rows from "./rows.ts";
import { isPlain, likeWord } from "./words.ts";

/*
 * The index of the words has runs of three characters, so a word of one or two is in it only as the beginning of
 * such runs: all of those are asked for. That misses the last two characters of a text, which have an index of their own.
 */

/** What is common is found among so many of the latest messages, sooner than by its long lists in the index. */
export const latest = 1_000;
/** A word with more runs than this is looked for in every text. */
const mostRuns = 400;

/** What to ask the index for, to find texts with the word before their end; undefined for too much. */
export function runsFrom(connection: Connection, word: string): readonly string[] | undefined {
  connection.database.exec(
    "CREATE VIRTUAL TABLE IF NOT EXISTS temp.run USING fts5vocab(main, words, row)",
  );
  const from = word.toLowerCase();
  const runs = connection
    .query(
      "SELECT term FROM temp.run WHERE term >= ? AND term < ? LIMIT ?",
      from,
      after(from),
      mostRuns + 1,
    )
    .map((row) => rows.textOf(row, "term"));
  return runs.length > mostRuns ? undefined : runs;
}

/** Limits a statement to messages with the word at the end of their text, or of their last file's name. */
export function endsWith(word: string): {
  readonly sql: string;
  readonly values: readonly string[];
} {
  const forms = isPlain(word) ? [word] : casesOf(word);
  return {
    sql: forms
      .map(() => String.raw`(substr(text, -2) || ' ' || substr(files, -2)) LIKE ? ESCAPE '\'`)
      .join(" OR "),
    values: forms.map(likeWord),
  };
}

function casesOf(word: string): readonly string[] {
  return Array.from(word).reduce<readonly string[]>(
    (starts, letter) => {
      const both = [...new Set([letter.toLowerCase(), letter.toUpperCase()])];
      return starts.flatMap((start) => both.map((one) => start + one));
    },
    [""],
  );
}

/** The smallest text that is greater than all that begin with this one, in the order of code points. */
function after(text: string): string {
  const characters = Array.from(text);
  const last = characters.pop()?.codePointAt(0) ?? 0;
  const next = last === 0xd7ff ? 0xe000 : Math.min(last + 1, 0x10ffff);
  return characters.join("") + String.fromCodePoint(next);
}
