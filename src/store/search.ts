import type { HistoryScope, SearchHit } from "../core/history.ts";
import type { Connection } from "./connection.ts";
import { excerptOf, isMatch, isPlain, likeWord, patternsOf, wordsOf } from "./words.ts";
import { entryColumns, entryOf, inScope, listed, titleOf } from "./historyReads.ts";
import * as rows from "./rows.ts";
import { endsWith, latest, runsFrom } from "./shortWords.ts";

/**
 * Finds conversations that contain every word of the query in one message or in the title. The index has runs of
 * three characters without their places, so what it finds is looked at again here.
 */
export function search(
  connection: Connection,
  scope: HistoryScope,
  workspace: string,
  query: string,
  limit: number,
): readonly SearchHit[] {
  const words = wordsOf(query);
  if (words.length === 0) return [];
  const patterns = patternsOf(words);
  const hits = new Map<string, SearchHit>();
  searchTitles(connection, scope, workspace, words, patterns, limit, hits);
  searchMessages(connection, scope, workspace, words, patterns, limit, hits);
  return [...hits.values()];
}

function searchTitles(
  connection: Connection,
  scope: HistoryScope,
  workspace: string,
  words: readonly string[],
  patterns: readonly RegExp[],
  limit: number,
  hits: Map<string, SearchHit>,
): void {
  // A row for each of perhaps 10,000 titles would be garbage; those without one are drafts, and few.
  const plain = words.filter(isPlain);
  const titles = connection.each(
    `SELECT id, title, subject, CASE WHEN subject = '' THEN draft END AS draft FROM conversation
     WHERE ${listed} AND ${inScope(scope)} ${plain.map(() => mayHaveWord).join(" ")} ORDER BY activity DESC`,
    workspace,
    ...plain.map(likeWord),
  );
  for (const row of titles) {
    if (hits.size === limit) return;
    const title = titleOf(row);
    if (!isMatch(title, patterns)) continue;
    addHit(connection, workspace, rows.textOf(row, "id"), null, "", hits);
  }
}

const mayHaveWord = String.raw`AND ifnull(coalesce(title, nullif(subject, '')) LIKE ? ESCAPE '\', 1)`;

function searchMessages(
  connection: Connection,
  scope: HistoryScope,
  workspace: string,
  words: readonly string[],
  patterns: readonly RegExp[],
  limit: number,
  hits: Map<string, SearchHit>,
): void {
  for (const row of candidates(connection, scope, workspace, words)) {
    if (hits.size === limit) return;
    const conversation = rows.textOf(row, "conversation");
    if (hits.has(conversation)) continue;
    const text = `${rows.textOf(row, "files")}\n${rows.textOf(row, "text")}`;
    if (!isMatch(text, patterns)) continue;
    const excerpt = excerptOf(text, patterns);
    addHit(connection, workspace, conversation, rows.textOf(row, "message"), excerpt, hits);
  }
}

/** Messages that may have all of the words, the latest first; some may come twice. */
function* candidates(
  connection: Connection,
  scope: HistoryScope,
  workspace: string,
  words: readonly string[],
): Generator<rows.Row> {
  const withRuns = (match: string) =>
    connection.each(
      `${selectMessages} FROM words JOIN message ON seq = words.rowid ${inConversation(scope)}
       AND words MATCH ? ORDER BY words.rowid DESC`,
      workspace,
      match,
    );
  const all = `${selectMessages} FROM message ${inConversation(scope)}`;
  const runs = words.flatMap(runsOfThree);
  if (runs.length > 0) return yield* withRuns(runs.map(quoted).join(" AND "));

  const [word = ""] = words.toSorted((a, b) => b.length - a.length);
  yield* connection.each(`${all} ORDER BY seq DESC LIMIT ?`, workspace, latest);
  const longer = runsFrom(connection, word);
  if (longer === undefined) return yield* connection.each(`${all} ORDER BY seq DESC`, workspace);
  if (longer.length > 0) yield* withRuns(longer.map(quoted).join(" OR "));
  const atEnd = endsWith(word);
  yield* connection.each(
    `${all} AND seq IN (SELECT seq FROM message WHERE ${atEnd.sql}) ORDER BY seq DESC`,
    workspace,
    ...atEnd.values,
  );
}

const selectMessages =
  "SELECT message.conversation AS conversation, message.id AS message, message.text AS text, message.files AS files";

function inConversation(scope: HistoryScope): string {
  return `JOIN conversation ON conversation.id = message.conversation WHERE ${listed} AND ${inScope(scope)}`;
}

/** A term for MATCH. */
function quoted(run: string): string {
  return `"${run.replaceAll('"', '""')}"`;
}

function addHit(
  connection: Connection,
  workspace: string,
  id: string,
  messageId: string | null,
  excerpt: string,
  hits: Map<string, SearchHit>,
): void {
  const row = connection.query(`SELECT ${entryColumns} FROM conversation WHERE id = ?`, id)[0];
  if (row !== undefined) hits.set(id, { entry: entryOf(row, workspace), messageId, excerpt });
}

/** What the trigram index can be asked for; nothing for a word of one or two characters. */
function runsOfThree(word: string): readonly string[] {
  const characters = Array.from(word.toLowerCase());
  return characters.slice(2).map((_, start) => characters.slice(start, start + 3).join(""));
}
