import { expect, test } from "vitest";
import { screenshot, userOfTest } from "./session.ts";

test("a question is edited, an answer asked for again, a chat forked; every version stays", async () => {
  const { chat, page } = await userOfTest({ key: "a-good-key" });
  await chat.ask("What is a closure?");
  await chat.lastAnswer().becomes("complete");
  await chat.composer.fill("half a thought");

  await chat.questions().first().hover();
  await chat.button("Edit").click();
  await expect.poll(() => chat.composer.inputValue()).toBe("What is a closure?");
  await chat.composer.fill("Why is the sea salty?");
  await screenshot(page, "editing a question");
  await chat.button("Send").click();
  await expect
    .poll(() => chat.questions().allInnerTexts())
    .toEqual([expect.stringContaining("Why is the sea salty?")]);
  await chat.lastAnswer().becomes("complete");
  await expect.poll(() => chat.composer.inputValue()).toBe("half a thought");

  const versions = chat.frame.getByRole("group", { name: "Version 2 of 2" });
  await versions.getByRole("button", { name: "Previous version" }).click();
  await expect
    .poll(() => chat.questions().allInnerTexts())
    .toEqual([expect.stringContaining("What is a closure?")]);
  expect(await chat.lastAnswer().text()).toContain("closure");
  await screenshot(page, "versions of a question");

  await chat.button("Retry").click();
  await expect.poll(() => chat.answers().count()).toBe(1);
  await chat.frame.getByRole("group", { name: "Version 2 of 2" }).waitFor();
  await chat.lastAnswer().becomes("complete");

  await chat.button("Fork").click();
  await expect.poll(() => chat.composer.inputValue()).toBe("");
  await expect.poll(() => chat.questions().count()).toBe(1);
  await chat.ask("And in one word?");
  await expect.poll(() => chat.questions().count()).toBe(2);
  await chat.lastAnswer().becomes("complete");
});
