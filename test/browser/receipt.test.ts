import { expect, test } from "vitest";
import type { ReceiptView } from "../../src/shared/receipt.ts";
import { answer, openChatPage, question } from "./chatPage.ts";
import { bmp } from "./media/files.ts";

const part = { size: "7 bytes", sha256: "ab".repeat(32), isPicture: false, isInside: false };
const receipt: ReceiptView = {
  facts: [{ label: "model", value: "gpt-oss-120b" }],
  parts: [
    { ...part, name: "Text" },
    { ...part, name: "shot.png 64×48", sha256: "cd".repeat(32), isPicture: true },
  ],
  answers: [
    { id: "a", model: "gpt-oss-120b", isShown: true },
    { id: "b", model: "qwen3-8b-fp8", isShown: false },
  ],
  leftOut: "Left out: the oldest question with its answer.",
};

test("what was sent is shown over the chat, with its pictures, and closed by Escape without stopping the answer", async () => {
  const view = await openChatPage();
  const { page } = view;
  await view.show({
    messages: [{ ...question("q", "Why?"), hasReceipt: true }, answer("a")],
    runningId: "a",
  });
  await page.getByRole("button", { name: "What Was Sent" }).click();
  await expect.poll(() => view.intents.at(-1)).toEqual({ type: "showReceipt", messageId: "q" });
  await view.patch({ op: "set", key: "receipt", value: receipt });
  const dialog = page.getByRole("dialog", { name: "What was sent" });
  expect(await dialog.getByRole("listitem").count()).toBe(2);
  expect(await dialog.getByRole("note").innerText()).toBe(receipt.leftOut);
  await expect
    .poll(() => view.intents)
    .toContainEqual({ type: "needPicture", sha256: "cd".repeat(32) });
  const models = dialog.getByRole("group", { name: "Models" }).getByRole("button");
  expect(await models.allInnerTexts()).toEqual(["gpt-oss-120b", "qwen3-8b-fp8"]);
  expect(await models.first().getAttribute("aria-pressed")).toBe("true");
  await models.last().click();
  await expect.poll(() => view.intents.at(-1)).toEqual({ type: "showReceipt", messageId: "b" });
  await dialog.getByRole("button", { name: "Copy as cURL" }).click();
  await expect.poll(() => view.intents.at(-1)).toEqual({ type: "copyReceipt" });
  await page.keyboard.press("Escape");
  await expect.poll(() => view.intents.at(-1)).toEqual({ type: "closeReceipt" });
  await view.patch({ op: "set", key: "receipt", value: null });
  expect(await dialog.count()).toBe(0);
  expect(view.intents.filter(({ type }) => type === "stop")).toHaveLength(0);
  expect(view.offences).toEqual([]);
  await view.close();
});

test("once closed it stays so while the answer is thought about, and its button has the keyboard", async () => {
  const view = await openChatPage();
  const { page } = view;
  const thinks = { text: "", state: "streaming", reasoning: "So" } as const;
  await view.show({
    messages: [{ ...question("q", "Why?"), hasReceipt: true }, answer("a", thinks)],
    runningId: "a",
  });
  const button = page.getByRole("button", { name: "What Was Sent" });
  const dialog = page.getByRole("dialog", { name: "What was sent" });
  const isOpen = () => page.locator("dialog[open]").count();
  for (let time = 0; time < 2; time++) {
    await button.click();
    await view.patch({ op: "set", key: "receipt", value: { ...receipt } });
    await dialog.waitFor();
    await page.keyboard.press("Escape");
    await view.patch({ op: "append", id: "a", part: "reasoning", text: " it goes." });
    expect(await isOpen()).toBe(0);
    expect(await button.evaluate((it) => it.matches(":focus"))).toBe(true);
  }
  await view.close();
});

test("Escape stops nothing where the keyboard is at no part of a dialog, and VS Code hears of all keys", async () => {
  const view = await openChatPage();
  const { page } = view;
  const shot = {
    id: "p",
    kind: "image",
    name: "shot.png",
    detail: "",
    tokens: 0,
    sha256: part.sha256,
    outdated: false,
  } as const;
  await view.show({
    messages: [{ ...question("q", "Why?"), attachments: [shot] }],
    runningId: "a",
    receipt,
  });
  await page.evaluate(() =>
    window.addEventListener("keydown", ({ key }) => (document.title += ` ${key}`)),
  );
  const dialog = page.getByRole("dialog");
  await dialog.getByText("model", { exact: true }).click();
  for (const key of ["a", "Escape"]) await page.keyboard.press(key);
  await dialog.waitFor({ state: "hidden" });
  expect(await page.title()).toMatch(/ a Escape$/);

  await view.patch({ op: "set", key: "receipt", value: null });
  const bytes = new Uint8Array(bmp(32, 24, [1, 2, 3], [4, 5, 6]));
  await view.post({ type: "picture", sha256: part.sha256, mime: "image/bmp", bytes });
  await page.getByRole("article").locator("img[src]").click();
  await dialog.getByText("shot.png").click();
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  expect(view.intents.filter(({ type }) => type === "stop")).toHaveLength(0);
  await page.keyboard.press("Escape");
  await expect.poll(() => view.intents.at(-1)).toEqual({ type: "stop" });
  await view.close();
});
