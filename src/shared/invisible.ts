/** A stretch of text, or a run of invisible or bidirectional characters with their names. */
export interface Stretch {
  readonly text: string;
  /** The first character's name, and how many more follow it; not set for ordinary text. */
  readonly name?: string;
}

/**
 * What can hide or reorder text: control, bidirectional and zero-width characters, fillers, tags and
 * variation selectors. Joiners between letters or emoji, one selector after a symbol, and the tags of a
 * flag are part of ordinary text and are not meant.
 */
const invisible = new RegExp(
  [
    String.raw`(?<!\p{Extended_Pictographic}|\p{Emoji_Modifier}|\uFE0F|[\p{L}\p{M}]|[\u{E0020}-\u{E007F}])[\u200C\u200D]`,
    String.raw`[\u200C\u200D](?!\p{Extended_Pictographic}|\p{L}|\p{M})`,
    String.raw`(?<=\p{Script=Latin})[\u200C\u200D]`,
    String.raw`(?<![\p{So}\p{Sm}\p{Sc}\p{Emoji}\p{Extended_Pictographic}])[\uFE0E\uFE0F]`,
    String.raw`(?<!\p{Ideographic})[\uFE00-\uFE0D\u{E0100}-\u{E01EF}]`,
    String.raw`(?<!\u{1F3F4}[\u{E0020}-\u{E007E}]{0,8})[\u{E0000}-\u{E007F}]`,
    String.raw`[\u202A-\u202E\u2066-\u2069\u200E\u200F\u061C]`,
    String.raw`[\u00AD\u034F\u115F\u1160\u17B4\u17B5\u180B-\u180F\u200B\u2060-\u2065\u206A-\u206F]`,
    String.raw`[\u2028\u2029\u3164\uFEFF\uFFA0\uFFF0-\uFFFB\u{1BCA0}-\u{1BCA3}\u{1D173}-\u{1D17A}]`,
    String.raw`[\u{E0080}-\u{E00FF}\u{E01F0}-\u{E0FFF}]`,
    String.raw`[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]`,
  ].join("|"),
  "u",
);
const runs = new RegExp(`(?:${invisible.source})+`, "gu");
/** Everything that `invisible` can match, and more: most text has none of it. */
const candidate = new RegExp(
  [
    String.raw`[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u00AD\u034F\u061C\u115F\u1160]`,
    String.raw`[\u17B4\u17B5\u180B-\u180F\u200B-\u200F\u2028-\u202E\u2060-\u206F\u3164\uFE00-\uFE0F]`,
    String.raw`[\uFEFF\uFFA0\uFFF0-\uFFFB\u{1BCA0}-\u{1BCA3}\u{1D173}-\u{1D17A}\u{E0000}-\u{E0FFF}]`,
  ].join("|"),
  "u",
);

export function hasInvisible(text: string): boolean {
  return candidate.test(text);
}

export function splitInvisible(text: string): readonly Stretch[] {
  if (!hasInvisible(text)) return [{ text }];
  const stretches: Stretch[] = [];
  let end = 0;
  for (const match of text.matchAll(runs)) {
    if (match.index > end) stretches.push({ text: text.slice(end, match.index) });
    stretches.push({ text: match[0], name: nameOfRun(match[0]) });
    end = match.index + match[0].length;
  }
  if (end < text.length) stretches.push({ text: text.slice(end) });
  return stretches;
}

function nameOfRun(run: string): string {
  const [first = "", ...more] = run;
  const name = nameOf(first.codePointAt(0) ?? 0);
  return more.length === 0 ? name : `${name} and ${more.length} more`;
}

function nameOf(code: number): string {
  const number = `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
  if (code >= 0xe0020 && code <= 0xe007e) {
    return `${number} TAG ${String.fromCodePoint(code - 0xe0000)}`;
  }
  if (code >= 0xfe00 && code <= 0xfe0f) return `${number} VARIATION SELECTOR-${code - 0xfdff}`;
  if (code >= 0xe0100 && code <= 0xe01ef) return `${number} VARIATION SELECTOR-${code - 0xe00ef}`;
  const known = names.get(code);
  if (known !== undefined) return `${number} ${known}`;
  return `${number} ${code < 0xa0 ? "CONTROL CHARACTER" : "INVISIBLE CHARACTER"}`;
}

const names: ReadonlyMap<number, string> = new Map([
  [0x0000, "NULL"],
  [0x0008, "BACKSPACE"],
  [0x001b, "ESCAPE"],
  [0x007f, "DELETE"],
  [0x00ad, "SOFT HYPHEN"],
  [0x034f, "COMBINING GRAPHEME JOINER"],
  [0x061c, "ARABIC LETTER MARK"],
  [0x115f, "HANGUL CHOSEONG FILLER"],
  [0x1160, "HANGUL JUNGSEONG FILLER"],
  [0x180e, "MONGOLIAN VOWEL SEPARATOR"],
  [0x200b, "ZERO WIDTH SPACE"],
  [0x200c, "ZERO WIDTH NON-JOINER"],
  [0x200d, "ZERO WIDTH JOINER"],
  [0x200e, "LEFT-TO-RIGHT MARK"],
  [0x200f, "RIGHT-TO-LEFT MARK"],
  [0x2028, "LINE SEPARATOR"],
  [0x2029, "PARAGRAPH SEPARATOR"],
  [0x202a, "LEFT-TO-RIGHT EMBEDDING"],
  [0x202b, "RIGHT-TO-LEFT EMBEDDING"],
  [0x202c, "POP DIRECTIONAL FORMATTING"],
  [0x202d, "LEFT-TO-RIGHT OVERRIDE"],
  [0x202e, "RIGHT-TO-LEFT OVERRIDE"],
  [0x2060, "WORD JOINER"],
  [0x2061, "FUNCTION APPLICATION"],
  [0x2062, "INVISIBLE TIMES"],
  [0x2063, "INVISIBLE SEPARATOR"],
  [0x2064, "INVISIBLE PLUS"],
  [0x2066, "LEFT-TO-RIGHT ISOLATE"],
  [0x2067, "RIGHT-TO-LEFT ISOLATE"],
  [0x2068, "FIRST STRONG ISOLATE"],
  [0x2069, "POP DIRECTIONAL ISOLATE"],
  [0x3164, "HANGUL FILLER"],
  [0xfeff, "ZERO WIDTH NO-BREAK SPACE"],
  [0xffa0, "HALFWIDTH HANGUL FILLER"],
  [0xe0001, "LANGUAGE TAG"],
]);
