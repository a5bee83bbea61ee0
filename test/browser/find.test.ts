import { afterEach, beforeEach, expect, test } from "vitest";
import { answer, openChatPage, question, type OpenPage } from "./chatPage.ts";

let chat: OpenPage;
beforeEach(async () => {
  chat = await openChatPage();
  await chat.show({ messages: [answer("a1", { text: "One two. Two again." })] });
});
afterEach(async () => {
  expect(chat.offences).toEqual([]);
  await chat.close();
});

const bar = () => chat.page.getByRole("search");
const input = () => bar().getByRole("textbox", { name: "Find in Conversation" });
const composer = () => chat.page.getByRole("textbox", { name: "Message" });
const isFocused = (element: ReturnType<typeof input>) =>
  element.evaluate((it) => it.matches(":focus"));
const stops = () => chat.intents.filter(({ type }) => type === "stop").length;

async function find(words: string, place: string): Promise<void> {
  await input().fill(words);
  await bar().getByText(place).waitFor();
}

test("Escape closes the bar from any of its parts, stops nothing, and takes the focus back", async () => {
  const { keyboard } = chat.page;
  for (const part of ["Next", "Previous", "Close"]) {
    await composer().focus();
    await keyboard.press("Control+f");
    await find("two", "1 of 2");
    await bar().getByRole("button", { name: part }).focus();
    await keyboard.press("Escape");
    await input().waitFor({ state: "detached" });
    expect(await isFocused(composer())).toBe(true);
  }
  expect(stops()).toBe(0);
  await keyboard.press("Escape");
  await expect.poll(stops).toBe(1);
});

test("what is found follows what is shown: an answer that grows, and another chat", async () => {
  await chat.show({ messages: [answer("a1", { text: "One two.", state: "streaming" })] });
  await chat.page.keyboard.press("Control+f");
  await find("two", "1 of 1");
  await chat.patch({ op: "append", id: "a1", part: "text", text: " Two more." });
  await bar().getByText("1 of 2").waitFor();
  await chat.show({ conversationId: "other", messages: [answer("b1", { text: "Three." })] });
  await bar().getByText("No results").waitFor();
});

test("its buttons do what they say, by Enter too", async () => {
  const { keyboard } = chat.page;
  await composer().focus();
  await keyboard.press("Control+f");
  await find("two", "1 of 2");
  await keyboard.press("Tab");
  await keyboard.press("Tab");
  await keyboard.press("Enter");
  await bar().getByText("2 of 2").waitFor();
  await keyboard.press("Shift+Tab");
  await keyboard.press("Enter");
  await bar().getByText("1 of 2").waitFor();
  await bar().getByRole("button", { name: "Close" }).click();
  await input().waitFor({ state: "detached" });
  expect(await isFocused(composer())).toBe(true);
});

test("Enter right after the last letter shows the first hit, and the next one the second", async () => {
  await chat.page.keyboard.press("Control+f");
  await chat.page.keyboard.type("two");
  await chat.page.keyboard.press("Enter");
  await bar().getByText("1 of 2").waitFor();
  await chat.page.keyboard.press("Enter");
  await bar().getByText("2 of 2").waitFor();
  await chat.page.waitForTimeout(300);
  expect(await bar().getByText("2 of 2").isVisible()).toBe(true);
});

test("opens with Caps Lock and on a Cyrillic keyboard, and leaves Ctrl+Shift+F to VS Code", async () => {
  const ctrlF = { code: "KeyF", ctrlKey: true };
  await composer().dispatchEvent("keydown", { key: "F", shiftKey: true, ...ctrlF });
  expect(await input().count()).toBe(0);
  for (const key of ["F", "а"]) {
    await composer().dispatchEvent("keydown", { key, ...ctrlF });
    await input().press("Escape");
    await input().waitFor({ state: "detached" });
  }
});

test("on a Mac it is Cmd+F, and Ctrl+F is left to the text", async () => {
  await chat.page.addInitScript(() =>
    Object.defineProperty(navigator, "userAgent", { value: "Mozilla/5.0 (Macintosh)" }),
  );
  await chat.rebuild();
  await chat.show({});
  const key = { key: "f", code: "KeyF" };
  await composer().dispatchEvent("keydown", { ...key, ctrlKey: true });
  expect(await input().count()).toBe(0);
  await composer().dispatchEvent("keydown", { ...key, metaKey: true });
  await input().waitFor();
});

test("Enter and Escape of an input method neither go on nor close, nor stop the answer", async () => {
  await chat.page.keyboard.press("Control+f");
  await find("two", "1 of 2");
  for (const key of ["Enter", "Escape"])
    await input().dispatchEvent("keydown", { key, isComposing: true });
  await bar().getByText("1 of 2").waitFor();
  expect(await isFocused(input())).toBe(true);
  expect(stops()).toBe(0);
});

test("there is room to type in a narrow view", async () => {
  await chat.page.setViewportSize({ width: 200, height: 600 });
  await chat.page.keyboard.press("Control+f");
  await find("two", "1 of 2");
  expect((await input().boundingBox())?.width).toBeGreaterThan(100);
  expect(await bar().evaluate((it) => it.scrollWidth <= it.clientWidth)).toBe(true);
});

test("finds what was said and attached, and nothing of the view itself", async () => {
  const { page } = chat;
  const code = "let needle = 1;\n".repeat(45);
  await chat.show({
    messages: [
      {
        ...question("q1", "A needle?"),
        attachments: [
          {
            id: "c1",
            kind: "code",
            name: "needle.ts:3-7",
            detail: "",
            outdated: false,
            tokens: 777,
          },
        ],
        leftOut: "Left out: needle.ts.",
        dropped: { summary: "About a needle.", isLast: true },
      },
      answer("a2", {
        author: "needle-1",
        text: `The **nee**dle.\n\n\`\`\`ts\n${code}\`\`\``,
        reasoning: "Which needle?",
        thought: "777 s · needle",
        notice: "Cut off at the needle.",
        unfinished: true,
        figures: { summary: "777 needles", rows: [{ label: "needles", value: "777" }] },
        alert: {
          text: "The needle is lost.",
          actions: [{ id: "newChat", label: "Needle" }],
        },
      }),
    ],
  });
  await page.keyboard.press("Control+f");
  for (const words of ["777", "45 lines", "Continue", "Send Again", "Thought"]) {
    await find("needle", "1 of 53");
    await find(words, "No results");
  }
  expect(await page.getByRole("group", { name: "Figures" }).getAttribute("open")).toBe(null);
});
