import { afterEach, beforeEach, expect, test } from "vitest";
import { answer, openChatPage, type OpenPage } from "./chatPage.ts";

let chat: OpenPage;
beforeEach(async () => {
  chat = await openChatPage();
  await chat.show({ messages: [answer("a", { text: "A paragraph." })] });
});
afterEach(async () => {
  expect(chat.offences).toEqual([]);
  await chat.close();
});

const box = () => chat.page.getByRole("textbox", { name: "Message" });
const undo = () => box().press("ControlOrMeta+z");
const heard = () =>
  chat.intents.flatMap((intent) => (intent.type === "draft" ? [intent.text] : [])).at(-1);

test("a suggestion that was taken can be undone", async () => {
  await box().pressSequentially("see @gr");
  const asked = chat.intents.findLast((intent) => intent.type === "complete");
  const item = { id: "1", kind: "file", label: "greet.ts", detail: "" } as const;
  await chat.patch({
    op: "set",
    key: "completion",
    value: { seq: asked?.seq ?? 0, items: [item] },
  });
  await box().press("Tab");
  await expect.poll(() => box().inputValue()).toBe("see ");
  await undo();
  await expect.poll(() => box().inputValue()).toBe("see @gr");
  await expect.poll(heard).toBe("see @gr");
});

test("a quotation stands behind what was written, and can be undone", async () => {
  await box().pressSequentially("Look: ");
  await quote();
  await expect.poll(() => box().inputValue()).toBe("Look:\n\n> A paragraph.\n\n");
  await expect.poll(heard).toBe("Look:\n\n> A paragraph.\n\n");
  await undo();
  await expect.poll(() => box().inputValue()).toBe("Look: ");
});

test("a quotation of a thousand lines does not stop the view", async () => {
  const text = Array.from({ length: 1000 }, (_, index) => `Line ${index}.`).join("\\\n");
  await chat.show({ messages: [answer("b", { text })] });
  await chat.page.getByText("Line 999.").waitFor();
  const start = performance.now();
  await quote();
  await expect.poll(() => box().inputValue()).toContain("\n> Line 999.");
  expect(performance.now() - start).toBeLessThan(2000);
  await expect.poll(heard).toContain("\n> Line 999.");
});

test("a quotation is written down where the composer can't have the keyboard", async () => {
  await box().evaluate((element) => {
    element.focus = () => {};
    element.blur();
  });
  await quote();
  await expect.poll(() => box().inputValue()).toBe("> A paragraph.\n\n");
  await expect.poll(heard).toBe("> A paragraph.\n\n");
});

async function quote(): Promise<void> {
  await chat.page.evaluate(() => {
    const text = document.querySelector(".markdown p");
    if (text !== null) getSelection()?.selectAllChildren(text);
  });
  await chat.post({ type: "quote" });
}
