import { afterEach, beforeEach, expect, test } from "vitest";
import { openChatPage, type OpenPage } from "../chatPage.ts";
import { give, giveText } from "./files.ts";

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
    { type: "attachText", conversationId: "c1", name: "greet.ts", text },
    { type: "attachText", conversationId: "c1", name: "Makefile", text: "all:\n" },
  ]);
});

test("what is no text, or too long for reading, is refused", async () => {
  const files: readonly [name: string, bytes: Buffer, reason: RegExp][] = [
    ["program", Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 1]), /no picture or video/],
    ["latin.txt", Buffer.from([0xe9, 0x41]), /no text in UTF-8 or UTF-16/],
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

test("of very many files from VS Code the first hundred are attached, and it is said that the others are not", async () => {
  const uris = Array.from({ length: 130 }, (_, i) => `file:///${i}.ts`);
  await giveText(chat.page, "drop", "text/uri-list", uris.join("\r\n"));
  await expect.poll(said).toHaveLength(1);
  expect(Object(said()[0]).text).toBe("Only the first 100 of 130 files were attached.");
  expect(chat.intents).toContainEqual({ type: "attachUris", uris: uris.slice(0, 100) });
});

test("a text file is named as being attached until the host has attached it, or says why not", async () => {
  const pending = chat.page.getByRole("list", { name: "Being Attached" });
  await give(chat.page, "drop", { name: "greet.ts", bytes: Buffer.from("1;") });
  await pending.waitFor();
  await expect.poll(said).toHaveLength(1);
  const value = { text: "greet.ts was not attached.", actions: [] };
  await chat.patch({ op: "set", key: "composerAlert", value });
  await expect.poll(() => pending.count()).toBe(0);
});

function said() {
  return chat.intents.filter(({ type }) => type === "attachText" || type === "refuseMedia");
}
