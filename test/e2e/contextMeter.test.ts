import { expect, test } from "vitest";
import { screenshot, userOfTest } from "./session.ts";

test("the oldest turns are left out or summarised, which can be undone; an overflow leads there", async () => {
  const models = [{ id: "gpt-oss-120b", price: { input: 1, output: 2 } }];
  const settings = { "eigen.models": models };
  const { chat, page, chatRequests, standIn } = await userOfTest({
    key: "a-good-key",
    rate: 5000,
    settings,
  });
  const lastBody = () => JSON.stringify(chatRequests().at(-1)?.body);
  for (const question of ["What is a closure?", "Why is the sea salty?", "Count to 20"]) {
    await chat.ask(question);
    await expect.poll(() => chat.questions().last().innerText()).toContain(question);
    await chat.lastAnswer().becomes("complete");
  }
  standIn.fail("context");
  await chat.ask("And now?");
  await expect.poll(() => chat.questions().count()).toBe(4);
  await chat.lastAnswer().becomes("failed");
  await chat.lastAnswer().alert.getByRole("button", { name: "Make Room…" }).click();
  const panel = chat.frame.getByRole("region", { name: "Context" });
  await panel.getByText("This chat so far").click();
  await expect.poll(() => panel.innerText()).toMatch(/Answers\s+4[\s\S]*Price\s+\$0/);
  await screenshot(page, "context");

  await panel.getByRole("button", { name: "Leave Out" }).press("Enter");
  await chat.frame.getByText("Not sent any more.").first().waitFor();
  await chat.lastAnswer().alert.getByRole("button", { name: "Retry" }).click();
  await chat.lastAnswer().becomes("complete");
  expect(lastBody()).not.toContain("What is a closure?");
  expect(lastBody()).toContain("Count to 20");
  await chat.button("Send Again").click();
  await chat.frame.getByText("Not sent any more.").first().waitFor({ state: "detached" });

  const before = chatRequests().length;
  await panel.getByRole("button", { name: "Summarise" }).press("Enter");
  await chat.frame.getByText("Summary of the chat up to here").click();
  await screenshot(page, "summary");
  expect(chatRequests()).toHaveLength(before + 1);
  expect(lastBody()).toContain("Summarize our conversation so far, so that");
  await chat.ask("And then?");
  await expect.poll(() => chatRequests().length).toBe(before + 2);
  await chat.lastAnswer().becomes("complete");
  expect(lastBody()).not.toContain("What is a closure?");
  expect(lastBody()).toContain("Summarize our conversation so far.");
  await chat.button("Send Again").click();
  await chat.ask("And last?");
  await expect.poll(() => chatRequests().length).toBe(before + 3);
  expect(lastBody()).toContain("What is a closure?");
});
