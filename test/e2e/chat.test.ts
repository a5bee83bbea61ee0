import { setTimeout as delay } from "node:timers/promises";
import { expect, test } from "vitest";
import { openChat, setApiKey } from "../../dev/vscode/chatView.ts";
import {
  dialog,
  notification,
  quickInput,
  reloadWindow,
  runCommand,
} from "../../dev/vscode/workbench.ts";
import { chatRequests, newUser } from "./session.ts";

const key = "a-good-key";

test("a new user is led to the key, and loses nothing on the way", async () => {
  const { chat, page, standIn } = await newUser();
  await chat.button("Set API Key").waitFor();
  await chat.ask("What is a closure?");
  await quickInput(page).waitFor();
  expect(standIn.requests).toHaveLength(0);
  await page.keyboard.press("Escape");
  expect(await chat.composer.inputValue()).toBe("What is a closure?");

  await expect(setApiKey(page, "bad-key")).rejects.toThrow("did not accept the API key");
  expect(await chat.button("Set API Key").isVisible()).toBe(true);

  await setApiKey(page, key);
  await chat.button("Set API Key").waitFor({ state: "detached" });
  expect(chatRequests(standIn)).toHaveLength(0);
  await chat.button("Send").click();
  await chat.lastAnswer().becomes("complete");
  expect(await chat.lastAnswer().text()).toContain("closure");
  expect(await chat.composer.inputValue()).toBe("");
});

test("an answer appears while it is written, and the conversation goes on", async () => {
  const { chat, standIn } = await newUser({ key, rate: 30 });
  await chat.ask("What is a closure?");
  const answer = chat.lastAnswer();
  await answer.becomes("streaming");
  const early = await answer.text();
  await delay(500);
  expect((await answer.text()).length).toBeGreaterThan(early.length);
  await answer.becomes("complete");

  await chat.ask("What did I just ask?");
  await chat.lastAnswer().becomes("complete");
  expect(await chat.lastAnswer().text()).toContain("What is a closure?");
  expect(chatRequests(standIn)).toHaveLength(2);

  await chat.button("New Chat").click();
  await chat.answers().first().waitFor({ state: "detached" });
  await chat.ask("What did I just ask?");
  await chat.lastAnswer().becomes("complete");
  expect(await chat.lastAnswer().text()).toContain("first message");
});

test("Stop and Escape end an answer at once and keep its text", async () => {
  const { chat, page, standIn } = await newUser({ key, rate: 20 });
  await chat.ask("What is a closure?");
  await chat.lastAnswer().becomes("streaming");
  await chat.button("Stop").click();
  await chat.lastAnswer().becomes("stopped");
  const text = await chat.lastAnswer().text();
  expect(text).not.toBe("");
  await expect.poll(() => chatRequests(standIn)[0]?.disconnectedAt).toBeDefined();
  expect(chatRequests(standIn)[0]?.sent.length).toBeLessThan(100);

  await chat.ask("And now?");
  await expect.poll(() => chat.answers().count()).toBe(2);
  await chat.lastAnswer().becomes("streaming");
  await page.keyboard.press("Escape");
  await chat.lastAnswer().becomes("stopped");
});

test("a server error says so, and Retry asks again", async () => {
  const { chat, standIn } = await newUser({ key });
  standIn.fail("500 times=3");
  await chat.ask("What is a closure?");
  const answer = chat.lastAnswer();
  await answer.becomes("failed");
  expect(await answer.alert.innerText()).toContain("HTTP 500");
  expect(chatRequests(standIn)).toHaveLength(3);
  await answer.alert.getByRole("button", { name: "Retry" }).click();
  await chat.lastAnswer().becomes("complete");
  expect(await chat.answers().count()).toBe(1);
  expect(await chat.questions().count()).toBe(1);
});

test("a 429 counts down and goes on by itself", async () => {
  const { chat, standIn } = await newUser({ key });
  standIn.fail("429 retry-after=4");
  await chat.ask("What is a closure?");
  const answer = chat.lastAnswer();
  await answer.notice.filter({ hasText: "3 s" }).waitFor();
  await answer.notice.filter({ hasText: "2 s" }).waitFor();
  expect(await answer.state()).toBe("waiting");
  await answer.becomes("complete");
  expect(await answer.notice.count()).toBe(0);

  standIn.fail("429 retry-after=30");
  await chat.ask("And now?");
  await chat.lastAnswer().notice.waitFor();
  await chat.button("Stop").click();
  await chat.lastAnswer().becomes("stopped");
});

test("a server that is down is named as the reason, and the question can be asked again", async () => {
  const { chat, standIn } = await newUser({ key });
  await standIn.close();
  await chat.ask("What is a closure?");
  await chat.lastAnswer().becomes("failed");
  expect(await chat.lastAnswer().alert.innerText()).toContain("could not be reached");
  expect(await chat.questions().innerText()).toContain("What is a closure?");
});

test("an answer that ends without a reason is cut off, never complete", async () => {
  const { chat } = await newUser({ key });
  await chat.ask("What is a closure? [[fault:cut after=80]]");
  await chat.lastAnswer().becomes("cut-off");
  await chat.lastAnswer().notice.waitFor();
});

test("a key that is removed during an answer lets it end, and the next question leads to the key", async () => {
  const { chat, page, standIn } = await newUser({ key, rate: 30 });
  await chat.ask("What is a closure?");
  await chat.lastAnswer().becomes("streaming");
  await runCommand(page, "Eigen: Remove API Key");
  await dialog(page).getByRole("button", { name: "Remove" }).click();
  await chat.lastAnswer().becomes("complete");
  await chat.ask("And now?");
  await quickInput(page).waitFor();
  expect(chatRequests(standIn)).toHaveLength(1);
});

test("a window that is reloaded during an answer comes back with it, interrupted", async () => {
  const { chat, page } = await newUser({ key, rate: 20 });
  await chat.ask("What is a closure?");
  await chat.lastAnswer().becomes("streaming");
  await delay(1500);
  const before = await chat.lastAnswer().text();
  await reloadWindow(page);
  await openChat(page);
  await chat.lastAnswer().becomes("interrupted");
  const after = await chat.lastAnswer().text();
  // What came in the last second may be missing, at 20 chunks of 4 characters.
  expect(after.length).toBeGreaterThan(before.length - 100);
  await chat.lastAnswer().article.getByRole("button", { name: "Retry" }).click();
  await chat.lastAnswer().becomes("complete");
});

test("another server never sees the key of this one", async () => {
  const { chat, page, standIn, vscode } = await newUser({ key });
  await chat.ask("What is a closure?");
  await chat.lastAnswer().becomes("complete");
  const seen = standIn.requests.length;
  const { port } = new URL(standIn.url);
  await vscode.writeSettings({ "eigen.baseUrl": `http://localhost:${port}/api/v1` });
  await reloadWindow(page);
  await openChat(page);
  await chat.ask("And now?");
  await quickInput(page).waitFor();
  expect(standIn.requests).toHaveLength(seen);
  expect(await notification(page, "could not start").count()).toBe(0);
});
