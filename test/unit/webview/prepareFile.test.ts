import { expect, test } from "vitest";
import { prepareFile } from "../../../webview/media/worker/prepareFile.ts";

test.each(["data: {}\n\n", "BMI,age,weight,height,sex\n21,30,60,170,f\n", "The wide world.\n"])(
  "a text file is text, whatever it begins with: %j",
  async (text) => {
    const file = new File([text], "notes.txt");
    expect(await prepareFile(file, async () => {})).toEqual({ type: "text", text });
  },
);

test.each(["utf-16le", "utf-16be"])("a text in %s that says so is text", async (encoding) => {
  const bytes = Buffer.from("\uFEFFgrüße, 世界\n", "utf16le");
  const file = new File([encoding === "utf-16le" ? bytes : bytes.swap16()], "notes.txt");
  expect(await prepareFile(file, async () => {})).toEqual({ type: "text", text: "grüße, 世界\n" });
});

test.each([
  ["latin.txt", [0xe9, 0x41], /no text in UTF-8 or UTF-16\.$/],
  ["program", [0x7f, 0x45, 0x4c, 0x46, 0, 1], /that can be read\.$/],
  ["half.txt", [0xff, 0xfe, 0x41, 0, 0x42], /that can be read\.$/],
])("%s is refused for what it is", async (name, bytes, reason) => {
  const result = await prepareFile(new File([new Uint8Array(bytes)], name), async () => {});
  expect(result).toEqual({ type: "refused", reason: expect.stringMatching(reason) });
});
