import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openChat } from "../../dev/vscode/chatView.ts";
import { reloadWindow } from "../../dev/vscode/workbench.ts";
import { newUser, screenshotOnFailure, type Session } from "./session.ts";

/** The life of answers, in the window of a user who has a key; each test has a chat of its own. */
let user: Session;

beforeAll(async () => {
  user = await newUser({ key: "a-good-key", rate: 40 });
});
beforeEach(async () => {
  user.standIn.reset();
  await user.chat.button("New Chat").click();
  await user.chat.answers().first().waitFor({ state: "detached" });
  screenshotOnFailure(user);
});
afterAll(() => user.close());

test("an answer appears while it is written, and the conversation goes on", async () => {
  const { chat, chatRequests } = user;
  await chat.ask("What is a closure?");
  const answer = chat.lastAnswer();
  await answer.showsText();
  const early = await answer.text();
  await expect.poll(async () => (await answer.text()).length).toBeGreaterThan(early.length);
  expect(await answer.state()).toBe("streaming");
  await answer.becomes("complete");

  await chat.ask("What did I just ask?");
  await expect.poll(() => chat.answers().count()).toBe(2);
  await chat.lastAnswer().becomes("complete");
  expect(await chat.lastAnswer().text()).toContain("What is a closure?");
  expect(chatRequests()).toHaveLength(2);

  await chat.button("New Chat").click();
  await chat.answers().first().waitFor({ state: "detached" });
  await chat.ask("What did I just ask?");
  await chat.lastAnswer().becomes("complete");
  expect(await chat.lastAnswer().text()).toContain("first message");
});

test("Enter that is pressed again before the question has left asks it once", async () => {
  const { chat, chatRequests } = user;
  await chat.composer.fill("Hello there");
  await chat.composer.evaluate((box) => {
    for (let press = 0; press < 3; press++) {
      const key = { key: "Enter", bubbles: true, cancelable: true, composed: true };
      box.dispatchEvent(new KeyboardEvent("keydown", key));
    }
  });
  await chat.lastAnswer().becomes("complete");
  await delay(500);
  expect(chatRequests()).toHaveLength(1);
  expect(await chat.questions().count()).toBe(1);
  expect(await chat.composer.inputValue()).toBe("");
});

test("Stop and Escape end an answer at once and keep its text", async () => {
  const { chat, chatRequests, page } = user;
  await chat.ask("What is a closure?");
  await chat.lastAnswer().showsText();
  await chat.button("Stop").click();
  await chat.lastAnswer().becomes("stopped");
  expect(await chat.lastAnswer().text()).not.toBe("");
  await expect.poll(() => chatRequests()[0]?.disconnectedAt).toBeDefined();

  await chat.ask("And now?");
  await expect.poll(() => chat.answers().count()).toBe(2);
  await chat.lastAnswer().becomes("streaming");
  await page.keyboard.press("Escape");
  await chat.lastAnswer().becomes("stopped");
});

test("a server error says so, and Retry asks again in its place", async () => {
  const { chat, chatRequests, standIn } = user;
  standIn.fail("500 times=3");
  await chat.ask("Hello");
  await chat.lastAnswer().becomes("failed");
  const { alert } = chat.lastAnswer();
  expect(await alert.innerText()).toContain("HTTP 500");
  expect(chatRequests()).toHaveLength(3);
  await alert.getByRole("button", { name: "Retry" }).click();
  await chat.lastAnswer().becomes("complete");
  expect(await chat.answers().count()).toBe(1);
  expect(await chat.questions().count()).toBe(1);
});

test("a 429 counts down and goes on by itself, and Stop ends the wait", async () => {
  const { chat, standIn } = user;
  standIn.fail("429 retry-after=8");
  await chat.ask("Hello");
  const { notice } = chat.lastAnswer();
  const left = async () => Number(/(\d+) s…/.exec(await notice.innerText())?.[1]);
  const early = await left();
  await expect.poll(left).toBeLessThan(early);
  expect(await chat.lastAnswer().state()).toBe("waiting");
  await chat.lastAnswer().becomes("complete");
  expect(await notice.count()).toBe(0);

  standIn.fail("429 retry-after=30");
  await chat.ask("And now?");
  await expect.poll(() => chat.answers().count()).toBe(2);
  await chat.lastAnswer().notice.waitFor();
  await chat.button("Stop").click();
  await chat.lastAnswer().becomes("stopped");
});

test("an answer that ends without a reason is cut off, never complete", async () => {
  const { chat } = user;
  await chat.ask("What is a closure? [[fault:cut after=80]]");
  await chat.lastAnswer().becomes("cut-off");
  await chat.lastAnswer().notice.waitFor();
});

test("a window that is reloaded during an answer comes back with it, interrupted", async () => {
  const { chat, page } = user;
  await chat.ask("What is a closure?");
  await chat.lastAnswer().showsText();
  await delay(1500);
  const before = await chat.lastAnswer().text();
  await reloadWindow(page);
  await openChat(page);
  await chat.lastAnswer().becomes("interrupted");
  const after = await chat.lastAnswer().text();
  // What came in the last second may be missing: 40 chunks of 4 characters.
  expect(after.length).toBeGreaterThan(before.length - 200);
  await chat.lastAnswer().article.getByRole("button", { name: "Retry" }).click();
  await chat.lastAnswer().becomes("complete");
});

test("a server that is down is named as the reason, and the question stays", async () => {
  const { chat, standIn } = user;
  await standIn.close();
  await chat.ask("Hello");
  await chat.lastAnswer().becomes("failed");
  expect(await chat.lastAnswer().alert.innerText()).toContain("could not be reached");
  expect(await chat.questions().innerText()).toContain("Hello");
});
