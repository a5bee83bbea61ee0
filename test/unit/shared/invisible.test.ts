import { expect, test } from "vitest";
import { splitInvisible } from "../../../src/shared/invisible.ts";

const marked = (text: string): string[] =>
  splitInvisible(text)
    .filter(({ name }) => name !== undefined)
    .map(({ text }) => text);

test.each([
  ["a zero-width space in a name", "user\u200BName", "\u200B"],
  ["a joiner in a Latin word", "pass\u200Dword", "\u200D"],
  ["a non-joiner at the end", "word\u200C", "\u200C"],
  ["an override", "access \u202Eresu\u202C level", "\u202E,\u202C"],
  ["isolates", "\u2067x\u2069", "\u2067,\u2069"],
  ["marks of direction", "a\u200Eb\u200F", "\u200E,\u200F"],
  ["an instruction in tags", "hi\u{E0069}\u{E0067}\u{E006E}", "\u{E0069}\u{E0067}\u{E006E}"],
  ["a payload in selectors", "x\uFE01\u{E0101}\u{E0110}", "\uFE01\u{E0101}\u{E0110}"],
  ["a second selector after an emoji", "❤\uFE0F\uFE0F", "\uFE0F"],
  ["fillers", "a\u3164b\u115F\uFFA0", "\u3164,\u115F\uFFA0"],
  ["a soft hyphen, a byte order mark", "a\u00ADb\uFEFF", "\u00AD,\uFEFF"],
  ["control characters", "\u0000a\u001B[31m\u0085", "\u0000,\u001B,\u0085"],
  ["separators", "a\u2028b\u2029", "\u2028,\u2029"],
])("%s is marked", (_what, text, expected) => {
  expect(marked(text).join(",")).toBe(expected);
});

test.each([
  ["Latin with tab and newline", "plain\ttext\nand more"],
  ["Arabic", "مرحبا بالعالم"],
  ["Persian with a non-joiner", "می\u200Cخواهم"],
  ["Hebrew with points", "שָׁלוֹם"],
  ["Devanagari with joiners", "क्\u200Dष र्\u200Cक"],
  ["a family", "👨\u200D👩\u200D👧\u200D👦"],
  ["emoji with selector and skin", "❤\uFE0F 👍🏽 🏳\uFE0F\u200D🌈 1\uFE0F⃣"],
  ["a man with red hair", "👨🏽\u200D🦰 👩\u200D⚕\uFE0F"],
  ["the flag of Scotland", "🏴\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F}"],
  ["a variant of an ideograph", "葛\u{E0100}"],
])("%s is ordinary text", (_what, text) => {
  expect(marked(text)).toEqual([]);
});

test("no character that fonts may leave out is let through", () => {
  const ignorable = /\p{Default_Ignorable_Code_Point}/u;
  const missed = Array.from({ length: 0x110000 }, (_, code) => code).filter((code) => {
    const character = String.fromCodePoint(code);
    return ignorable.test(character) && marked(`x${character}x`).join("") !== character;
  });
  expect(missed).toEqual([]);
});

test("every character that is marked has a name with its number, and no text is lost", () => {
  const text = "a\u202Eb\u{E0041}\u{E0042}c\uFE05";
  const stretches = splitInvisible(text);
  expect(stretches.map(({ text }) => text).join("")).toBe(text);
  expect(stretches.flatMap(({ name }) => name ?? [])).toEqual([
    "U+202E RIGHT-TO-LEFT OVERRIDE",
    "U+E0041 TAG A and 1 more",
    "U+FE05 VARIATION SELECTOR-6",
  ]);
});
