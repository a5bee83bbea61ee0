import type { Locator, Page } from "playwright-core";
import { runCommand } from "./workbench.ts";

/*
 * VS Code's own chat without a sign-in: it answers with the models of a provider that stands in the user's
 * `chatLanguageModels.json`, once its built-in chat extension runs, which a fresh VS Code switches off until someone
 * has signed in.
 */

/** Opens the chat with one of our models, and switches the built-in chat extension on. */
export async function openBuiltInChat(page: Page): Promise<void> {
  await page.keyboard.press("Control+Alt+i");
  await page.getByRole("button", { name: /GPT-OSS 120B/ }).waitFor();
  await runCommand(page, "Extensions: Enable All Extensions");
  // What the extension says once it runs: that there is nobody signed in, but models of the user's own.
  await page.getByText("Set BYOK utility models", { exact: true }).waitFor({ timeout: 60_000 });
}

export async function askBuiltInChat(page: Page, text: string): Promise<void> {
  const input = page.locator(".interactive-input-part .monaco-editor").first();
  await input.click();
  await page.keyboard.type(text, { delay: 15 });
  // VS Code empties the input once the question is sent, but for a participant that stays.
  const unsent = input.locator(".view-lines").filter({ hasText: text.split(" ").at(-1) ?? "" });
  for (let attempt = 1; ; attempt++) {
    // The list of participants and commands would take the Enter; it may open late.
    await page.waitForTimeout(500);
    await page.keyboard.press("Escape");
    await page.keyboard.press("Enter");
    try {
      return await unsent.waitFor({ state: "hidden", timeout: 5000 });
    } catch (error) {
      if (attempt === 4) throw error;
    }
  }
}

export function builtInAnswer(page: Page): Locator {
  return page.locator(".interactive-response").last();
}
