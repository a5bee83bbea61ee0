import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { quickInput, widenSideBar } from "../../dev/vscode/workbench.ts";
import { newUser, screenshot, screenshotOnFailure, type Session } from "./session.ts";

let session: Session;
beforeAll(async () => {
  session = await newUser({ key: "a-good-key", rate: 60 });
});
afterAll(() => session.close());
beforeEach(() => screenshotOnFailure(session));

test("one question to two models and another temperature: each streams, Stop stops all, one is kept", async () => {
  const { chat, page, chatRequests } = session;
  await widenSideBar(page, 1100);
  await choose("Precise", "DeepSeek V3.1 Terminus");
  const candidates = chat.frame.getByRole("group", { name: "Compare" }).getByRole("listitem");
  await expect
    .poll(() => candidates.allInnerTexts())
    .toEqual(["GPT-OSS 120B", "GPT-OSS 120B · temperature 0.2", "DeepSeek V3.1 Terminus"]);
  await chat.ask("Count to 2000");
  const comparison = chat.frame.getByRole("group", { name: "Comparison of 3 answers" });
  const columns = comparison.locator("article");
  await expect
    .poll(() => columns.locator('[data-part="answer"]').allInnerTexts())
    .toEqual([
      expect.stringMatching(/\S/),
      expect.stringMatching(/\S/),
      expect.stringMatching(/\S/),
    ]);
  await screenshot(page, "comparison");
  await chat.button("Stop").click();
  for (const column of await columns.all())
    await expect.poll(() => column.getAttribute("data-state")).toBe("stopped");
  await expect
    .poll(() => chatRequests().map(({ disconnectedAt }) => disconnectedAt !== undefined))
    .toEqual([true, true, true]);
  expect(chatRequests().map(({ body }) => body)).toMatchObject([
    { model: "gpt-oss-120b" },
    { model: "gpt-oss-120b", temperature: 0.2 },
    { model: "deepseek-v31-terminus" },
  ]);

  await chat.button("What Was Sent").click();
  const sent = chat.frame.getByRole("dialog", { name: "What was sent" });
  const asked = sent.getByRole("group", { name: "Models" }).getByRole("button");
  await expect
    .poll(() => asked.allInnerTexts())
    .toEqual(["gpt-oss-120b", "gpt-oss-120b", "deepseek-v31-terminus"]);
  await sent.getByText("temperature").waitFor({ state: "detached" });
  await asked.nth(1).click();
  await sent.getByText("temperature").waitFor();
  await screenshot(page, "what was sent to the second of three");
  await page.keyboard.press("Escape");

  await columns.nth(2).getByRole("button", { name: "Keep" }).press("Enter");
  await comparison.waitFor({ state: "detached" });
  await chat.frame.getByRole("group", { name: "Version 3 of 3" }).waitFor();
  await chat.ask("And in one word?");
  await chat.lastAnswer().becomes("complete");
  expect(chatRequests()).toHaveLength(4);
  expect(chatRequests().at(-1)?.body).toMatchObject({ model: "gpt-oss-120b" });

  async function choose(...names: readonly string[]): Promise<void> {
    await chat.button("Compare").click();
    for (const name of names) {
      await quickInput(page).fill(name);
      await page.getByRole("checkbox", { name }).first().click();
    }
    await quickInput(page).press("Enter");
  }
});
