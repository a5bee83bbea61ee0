import { afterEach, beforeEach, expect, test } from "vitest";
import { answer, openChatPage, type OpenPage } from "./chatPage.ts";

/** The end of an answer that grows, followed and left. */
let chat: OpenPage;
beforeEach(async () => {
  chat = await openChatPage();
  await chat.show({ messages: [answer("a", { text: long, state: "streaming" })], runningId: "a" });
  await chat.page.mouse.move(200, 300);
});
afterEach(() => chat.close());

const long = Array.from({ length: 60 }, (_, index) => `Paragraph ${index}.`).join("\n\n");
const grow = () => chat.patch({ op: "append", id: "a", part: "text", text: "\n\nMore." });
const toEnd = () => chat.page.getByRole("button", { name: "New text below" });
const gap = () =>
  chat.page
    .getByRole("main")
    .evaluate(
      ({ scrollHeight, scrollTop, clientHeight }) => scrollHeight - scrollTop - clientHeight,
    );

test("small steps up leave the end, though text comes between them", async () => {
  // A step that comes late, on a busy machine, begins a new movement.
  for (let step = 0; step < 80 && !(await toEnd().isVisible()); step++) {
    await chat.page.mouse.wheel(0, -4);
    await grow();
  }
  expect(await toEnd().isVisible()).toBe(true);
  const before = await gap();
  await grow();
  expect(await gap()).toBeGreaterThan(before);
});

test("twitches with a rest or a step down between them stay at the end", async () => {
  const { mouse } = chat.page;
  for (let twitch = 0; twitch < 3; twitch++) {
    await mouse.wheel(0, -12);
    await grow();
    await chat.page.waitForTimeout(250);
  }
  for (let twitch = 0; twitch < 3; twitch++) {
    await mouse.wheel(0, -12);
    await chat.post();
    await mouse.wheel(0, 4);
    await chat.post();
  }
  await grow();
  expect(await gap()).toBeLessThan(1);
  expect(await toEnd().isVisible()).toBe(false);
});

test("a view that was hidden while it followed a fast answer comes back at its end", async () => {
  const saved = () => chat.page.evaluate(() => sessionStorage.getItem("state"));
  await chat.page.mouse.wheel(0, -600);
  await expect.poll(saved).toContain("messageId");
  await toEnd().click();
  await grow();
  expect(await saved()).not.toContain("messageId");
});
