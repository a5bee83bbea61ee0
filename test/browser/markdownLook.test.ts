import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { answer, openChatPage, type OpenPage } from "./chatPage.ts";

let chat: OpenPage;
beforeAll(async () => {
  chat = await openChatPage();
});
afterAll(() => chat.close());

const direction = (selector: string) =>
  chat.page.locator(selector).evaluate((element) => getComputedStyle(element).direction);

test("lists and quotes run as their text does, and code never from right to left", async () => {
  const text = "- שלום\n  ```\n  x\n  ```\n\n1. one שלום\n\n> مرحبا";
  await chat.show({ messages: [answer("a", { text })] });
  expect(await direction(".markdown ul")).toBe("rtl");
  expect(await direction(".markdown .code-block")).toBe("ltr");
  expect(await direction(".markdown ol")).toBe("ltr");
  expect(await direction(".markdown blockquote")).toBe("rtl");
});

test("the text of a quote stands off its bar on either side", async () => {
  await chat.show({ messages: [answer("a", { text: "> one\n\n---\n\n> مرحبا" })] });
  const paddings = await chat.page
    .locator(".markdown blockquote")
    .evaluateAll((quotes) => quotes.map((quote) => getComputedStyle(quote).padding));
  expect(paddings).toEqual(["2px 0px 2px 10px", "2px 10px 2px 0px"]);
});

test("what is done is ticked in the system's own colours too", async () => {
  const { page } = chat;
  await page.emulateMedia({ forcedColors: "active" });
  await chat.show({ messages: [answer("a", { text: "- [x] done\n- [ ] open" })] });
  const contrast = async (box: number): Promise<number> => {
    const picture = await page.getByRole("checkbox").nth(box).screenshot();
    const { width, height } = await sharp(picture).metadata();
    // Without its border.
    const inside = { left: 3, top: 3, width: width - 6, height: height - 6 };
    const pixels = await sharp(picture).extract(inside).greyscale().raw().toBuffer();
    return Math.max(...pixels) - Math.min(...pixels);
  };
  expect(await contrast(0)).toBeGreaterThan(100);
  expect(await contrast(1)).toBeLessThan(10);
  await page.emulateMedia({ forcedColors: null });
});
