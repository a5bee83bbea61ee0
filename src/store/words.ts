/** The words of a query: what stands between spaces, or zero bytes, which would end a query to the index. */
export function wordsOf(query: string): readonly string[] {
  return query.split(/[\s\0]+/u).filter((word) => word !== "");
}

/** What finds each word, in any case. */
export function patternsOf(words: readonly string[]): readonly RegExp[] {
  return words.map(
    (word) => new RegExp(word.replaceAll(/[\\^$.*+?()[\]{}|/]/gu, String.raw`\$&`), "iu"),
  );
}

/** Whether SQLite's LIKE finds the word in any case: it knows that of A to Z only. */
export function isPlain(word: string): boolean {
  return /^[\0-\x7f]*$/.test(word);
}

/** What finds the word anywhere with LIKE and the escape character `\`. */
export function likeWord(word: string): string {
  return `%${word.replaceAll(/[%_\\]/g, String.raw`\$&`)}%`;
}

export function isMatch(text: string, patterns: readonly RegExp[]): boolean {
  return patterns.every((pattern) => pattern.test(text));
}

/** So few that a narrow view shows what was found. */
const excerptBefore = 16;
const excerptLength = 200;

/** The text around the first place, on one line. */
export function excerptOf(text: string, patterns: readonly RegExp[]): string {
  const place = Math.min(...patterns.map((pattern) => text.search(pattern)));
  const start = Math.max(0, place - excerptBefore);
  const end = Math.min(text.length, start + excerptLength);
  // The cut may go through a pair of surrogates.
  const part = text.slice(start, end).replaceAll(/^[\uDC00-\uDFFF]|[\uD800-\uDBFF]$/g, "");
  const line = part.replaceAll(/\s+/gu, " ").trim();
  return `${start > 0 ? "…" : ""}${line}${end < text.length ? "…" : ""}`;
}
