import { afterEach, beforeEach, expect, test } from "vitest";
import { emptyState } from "../../../dev/viewStates.ts";
import type { AttachmentView, QuestionView } from "../../../src/shared/view.ts";
import { answer, openChatPage, question, type OpenPage } from "../chatPage.ts";

let chat: OpenPage;
beforeEach(async () => {
  chat = await openChatPage();
});
afterEach(async () => {
  expect(chat.offences).toEqual([]);
  await chat.close();
});

const hash = (index: number): string => index.toString(16).padStart(64, "0");
const shot = (index: number): AttachmentView => ({
  id: `p${index}`,
  kind: "image",
  name: `shot-${index}.png`,
  detail: "",
  tokens: 0,
  sha256: hash(index),
  outdated: false,
});
const withShot = (index: number): QuestionView => ({
  ...question(`q${index}`, "Why?"),
  attachments: [shot(index)],
});
const text = Array.from({ length: 20 }, (_, index) => `Paragraph ${index}.`).join("\n\n");
const asked = () =>
  chat.intents.flatMap((intent) =>
    intent.type === "needPicture" ? Number.parseInt(intent.sha256, 16) : [],
  );
const give = (index: number) =>
  chat.post({ type: "picture", sha256: hash(index), mime: "image/png", bytes: [137, 80, 78, 71] });

test("pictures are asked for once one comes near to them, those at the composer and in a receipt too", async () => {
  const messages = Array.from({ length: 30 }, (_, index) => [
    withShot(index),
    answer(`a${index}`, { text }),
  ]).flat();
  const part = { size: "", isPicture: true, isInside: false };
  await chat.show({
    messages,
    draft: { ...emptyState.draft, attachments: [shot(100)] },
    receipt: {
      facts: [],
      parts: [{ ...part, name: "shot", sha256: hash(200) }],
      answers: [],
      leftOut: null,
    },
  });
  await expect.poll(asked).toEqual(expect.arrayContaining([29, 100, 200]));
  await chat.page.waitForTimeout(400);
  expect(asked().filter((index) => index < 27)).toEqual([]);

  await chat.page.locator('article[data-id="q10"]').evaluate((one) => one.scrollIntoView());
  await expect.poll(asked).toContain(10);
  expect(asked()).not.toContain(20);
  await give(10);
  await chat.page.locator('article[data-id="q10"] img[src]').waitFor({ state: "attached" });
});

test("of very many pictures those that are shown nowhere are let go, and asked for when they are shown again", async () => {
  const source = (index: number) =>
    chat.page.locator(`img[data-picture="${hash(index)}"]`).getAttribute("src");
  const show = async (index: number): Promise<string | null> => {
    await chat.show({ conversationId: `c${index}`, messages: [withShot(0), withShot(index)] });
    await expect.poll(asked).toContain(index);
    await give(index);
    return source(index);
  };
  const first = await show(1);
  await give(0);
  const kept = await source(0);
  for (let index = 2; index <= 41; index++) await show(index);
  expect(await source(0)).toBe(kept);
  chat.intents.length = 0;
  await chat.show({ messages: [withShot(1), withShot(41)] });
  await expect.poll(asked).toEqual([1]);
  await give(1);
  expect(await source(1)).toMatch(/^blob:/);
  expect(await source(1)).not.toBe(first);
});
