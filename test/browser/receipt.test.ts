import { expect, test } from "vitest";
import type { ReceiptView } from "../../src/shared/receipt.ts";
import { answer, openChatPage, question } from "./chatPage.ts";

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
  expect(view.intents).toContainEqual({ type: "needPicture", sha256: "cd".repeat(32) });
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
