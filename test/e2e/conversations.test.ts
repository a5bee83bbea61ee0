import { expect, test } from "vitest";
import { newUser, screenshot } from "./session.ts";

test("a cut-off answer is continued; questions are queued, taken back, and held after a failure", async () => {
  const { chat, page, chatRequests, standIn } = await newUser({ key: "a-good-key", rate: 200 });
  standIn.fail("cut after=300");
  await chat.ask("Count to 400");
  await chat.lastAnswer().becomes("cut-off");
  await screenshot(page, "cut-off answer");
  await chat.button("Continue").click();
  await chat.lastAnswer().becomes("complete");
  expect(await chat.answers().count()).toBe(1);
  const text = (await chat.lastAnswer().text()).replaceAll(/\s+/g, " ").trim();
  const all = Array.from({ length: 400 }, (_, i) => `${i + 1}${(i + 1) % 25 === 0 ? "." : ","}`);
  expect(text).toBe(all.join(" "));
  expect(await chat.button("Continue").count()).toBe(0);

  await chat.ask("Count to 900");
  await chat.lastAnswer().becomes("streaming");
  for (const question of ["What is a closure?", "Hello there", "[[fault:400]] boom"]) {
    await chat.composer.fill(question);
    await chat.composer.press("Enter");
    await expect.poll(() => chat.composer.inputValue()).toBe("");
  }
  const queue = chat.frame.getByRole("list", { name: "Queued questions" }).getByRole("listitem");
  expect(await queue.count()).toBe(3);
  await screenshot(page, "queued questions");
  await queue.nth(1).getByRole("button", { name: "Take Back" }).click();
  await expect.poll(() => chat.composer.inputValue()).toBe("Hello there");
  await chat.button("Queue").click();
  await expect.poll(() => queue.count()).toBe(3);
  const asked = chatRequests().length;
  await chat.button("Stop").click();
  await chat.lastAnswer().becomes("stopped");
  await chat.frame.getByText("Not sent yet").waitFor();
  await screenshot(page, "held questions");
  expect(chatRequests().length).toBe(asked);
  await queue.first().getByRole("button", { name: "Send Now" }).click();
  await expect.poll(() => queue.count()).toBe(1);
  await chat.lastAnswer().becomes("failed");
  await queue.filter({ hasText: "Hello there" }).waitFor();
  expect((await chat.questions().allInnerTexts()).map((words) => words.trim())).toEqual([
    "Count to 400",
    "Count to 900",
    "What is a closure?",
    "[[fault:400]] boom",
  ]);
});
