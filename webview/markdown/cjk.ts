/** Chinese, Japanese and Korean text, with its punctuation and all of full width. */
const cjk = /[\u3000-\u30FF\uFF00-\uFFEF\p{sc=Han}\p{sc=Hangul}]/u;

/**
 * Whether a run of `**` or `~~` is beside text that has no spaces between its words. There it opens and closes at
 * punctuation too, as in `**注意：**请看`, which CommonMark shows with its asterisks.
 */
export function isBesideCjk(run: number, before: string, after: string): boolean {
  return run > 1 && cjk.test(before + after);
}
