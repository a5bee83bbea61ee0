import { afterEach, beforeEach, expect, test } from "vitest";
import { openChatPage, type OpenPage } from "../chatPage.ts";
import { give } from "./files.ts";

let chat: OpenPage;
beforeEach(async () => {
  chat = await openChatPage();
  await chat.show({});
});
afterEach(async () => {
  expect(chat.offences).toEqual([]);
  await chat.close();
});

test("a text file from outside of VS Code is attached as text, whatever the system calls its kind", async () => {
  const text = "export const grüße = 1;\n";
  await give(chat.page, "drop", { name: "greet.ts", bytes: Buffer.from(text) });
  await give(chat.page, "paste", { name: "Makefile", bytes: Buffer.from("all:\n") });
  await expect.poll(said).toEqual([
    { type: "attachText", name: "greet.ts", text },
    { type: "attachText", name: "Makefile", text: "all:\n" },
  ]);
});

test("what is no text, or too long for reading, is refused", async () => {
  const files: readonly [name: string, bytes: Buffer, reason: RegExp][] = [
    ["program", Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 1]), /no picture or video/],
    ["latin.txt", Buffer.from([0xe9, 0x41]), /no picture or video/],
    ["log.txt", Buffer.alloc(1_000_001, "a"), /over 1 MB/],
  ];
  for (const [name, bytes] of files) await give(chat.page, "drop", { name, bytes });
  await expect.poll(() => said().length).toBe(files.length);
  for (const [index, [name, , reason]] of files.entries()) {
    expect(said()[index]).toMatchObject({ type: "refuseMedia" });
    expect(Object(said()[index]).text).toMatch(reason);
    expect(Object(said()[index]).text).toContain(`${name}: `);
  }
});

function said() {
  return chat.intents.filter(({ type }) => type === "attachText" || type === "refuseMedia");
}
