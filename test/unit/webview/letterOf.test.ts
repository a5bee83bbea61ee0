import { expect, test } from "vitest";
import { letterOf } from "../../../webview/letterOf.ts";

test.each([
  ["Caps Lock", { key: "F", code: "KeyF" }, "f"],
  ["a keyboard that names no places", { key: "f", code: "" }, "f"],
  ["Cyrillic", { key: "а", code: "KeyF" }, "f"],
  ["Greek", { key: "φ", code: "KeyF" }, "f"],
  ["German, where Y and Z have changed places", { key: "z", code: "KeyY" }, "z"],
  ["German, the key beside it", { key: "y", code: "KeyZ" }, "y"],
  ["French, where Z is elsewhere", { key: "w", code: "KeyZ" }, "w"],
  ["Dvorak, where a letter's place has a sign", { key: ";", code: "KeyZ" }, ";"],
  ["Polish, AltGr+Z", { key: "ż", code: "KeyZ" }, "ż"],
])("the letter of a key: %s", (_, event, letter) => {
  expect(letterOf(event)).toBe(letter);
});

test("keys without a letter are none", () => {
  for (const key of ["Enter", "Escape", "F1", "+"])
    expect(letterOf({ key, code: key })).not.toMatch(/^[a-z]$/);
});
