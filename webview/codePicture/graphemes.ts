/** What a reader sees as one character, and how many columns it takes. */
export interface Grapheme {
  readonly text: string;
  readonly columns: number;
}

const segmenter = new Intl.Segmenter(undefined, { granularity: "grapheme" });
const wide =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\uFF01-\uFF60]/u;

export function graphemesOf(text: string): Iterable<Grapheme> {
  return /^[\0-\x7f]*$/.test(text) ? asciiGraphemes(text) : allGraphemes(text);
}

function* asciiGraphemes(text: string): Iterable<Grapheme> {
  for (const character of text) yield { text: character, columns: 1 };
}

function* allGraphemes(text: string): Iterable<Grapheme> {
  for (const { segment } of segmenter.segment(text))
    yield { text: segment, columns: wide.test(segment) ? 2 : 1 };
}
