import type { Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { newUser, screenshot, screenshotOnFailure, type Session } from "./session.ts";

const settings = {
  "chat.disableAIFeatures": false,
  "eigen.models": [{ id: "gpt-oss-120b", tools: true }],
};

let session: Session;
beforeAll(async () => {
  session = await newUser({ key: "a-good-key", rate: 60, settings });
});
afterAll(() => session.close());
beforeEach(() => screenshotOnFailure(session));

test("@eigen answers in VS Code's own chat without a sign-in, and Stop reaches the server", async () => {
  const { page, chatRequests } = session;
  await page.keyboard.press("Control+Alt+i");
  await page.getByRole("button", { name: /GPT-OSS 120B/ }).waitFor();
  await askInChat(page, "@eigen /explain What is a closure?");
  const answer = page.locator(".interactive-response").last();
  await answer.getByText("closure").first().waitFor();
  await expect.poll(() => chatRequests().length).toBe(1);
  await page.keyboard.press("Control+Escape");
  const stoppedAt = Date.now();
  await expect.poll(() => chatRequests()[0]?.disconnectedAt).toBeDefined();
  const disconnectedAt = chatRequests()[0]?.disconnectedAt ?? Infinity;
  expect(disconnectedAt - stoppedAt).toBeLessThan(1000);
  expect(JSON.stringify(chatRequests()[0]?.body)).toContain("Explain this code");
  await screenshot(page, "VS Code's own chat");
});

async function askInChat(page: Page, text: string): Promise<void> {
  await page.locator(".interactive-input-part .monaco-editor").first().click();
  await page.keyboard.type(text, { delay: 15 });
  // The list of participants and commands would take the Enter.
  await page.waitForTimeout(500);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Enter");
}
