import { createHash } from "node:crypto";
import sharp from "sharp";
import { afterEach, beforeEach, expect, test } from "vitest";
import { emptyState } from "../../../dev/viewStates.ts";
import { openChatPage, type OpenPage } from "../chatPage.ts";
import { giveText } from "./files.ts";

let chat: OpenPage;
beforeEach(async () => {
  chat = await openChatPage();
  await chat.show({});
});
afterEach(async () => {
  expect(chat.offences).toEqual([]);
  await chat.close();
});

const paste = (text: string) => giveText(chat.page, "paste", "text/plain", text);
const added = () => chat.intents.filter((intent) => intent.type === "addMedia");

async function dataUrl(width: number, height: number): Promise<string> {
  const picture = { create: { width, height, channels: 3, background: "red" } } as const;
  const bytes = await sharp(picture).png().toBuffer();
  return `data:image/png;base64,${bytes.toString("base64")}`;
}

test("text that only begins with a data URL is pasted as text", async () => {
  const url = await dataUrl(8, 8);
  await paste(`${url}\nWhat is this?`);
  await paste(`${url.replace(/=*$/, "")} What is this`);
  await paste(`${url}\n`);
  await expect.poll(added).toHaveLength(1);
  await chat.page.waitForTimeout(200);
  expect(chat.intents.filter(({ type }) => type.endsWith("Media"))).toEqual(added());
});

test("of a data URL whose picture shrank no original is there to be cut from", async () => {
  await paste(await dataUrl(5000, 4000));
  await expect.poll(added, { timeout: 20_000 }).toHaveLength(1);
  const [media] = added();
  expect(media?.shrunkFrom).toEqual({ width: 5000, height: 4000 });
  const attachment = {
    id: "a",
    kind: "image",
    name: "image.png",
    detail: "",
    tokens: 1,
    sha256: createHash("sha256")
      .update(media?.bytes ?? "")
      .digest("hex"),
    shrunkFrom: { width: 5000, height: 4000 },
    outdated: false,
  } as const;
  await chat.show({ draft: { ...emptyState.draft, attachments: [attachment] } });
  await chat.page.getByText("shrunk from 5000×4000").waitFor();
  expect(await chat.page.getByRole("button", { name: "Crop image.png" }).count()).toBe(0);
  await chat.page.getByRole("button", { name: "Edit image.png" }).click();
  await chat.page.getByRole("application", { name: /^Picture, \d+ by \d+ pixels$/ }).waitFor();
});
