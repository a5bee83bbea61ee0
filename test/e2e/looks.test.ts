import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { pickTheme, widenSideBar } from "../../dev/vscode/workbench.ts";
import { newUser, screenshot, screenshotOnFailure, type Session } from "./session.ts";

/** No test can judge beauty: the pictures in `dist/screenshots` are for people. */
let user: Session;

beforeAll(async () => {
  user = await newUser({ key: "a-good-key", rate: 400 });
});
beforeEach(() => screenshotOnFailure(user));
afterAll(() => user.close());

test("an answer fits a narrow side bar", async () => {
  const { chat, page } = user;
  await screenshot(page, "empty");
  await chat.ask("Show me how Markdown looks here");
  await chat.lastAnswer().becomes("complete");
  await screenshot(page, "narrow");
  const overflow = await chat.transcript.evaluate((log) => log.scrollWidth - log.clientWidth);
  expect(overflow).toBeLessThanOrEqual(0);
});

test("every kind of theme shows it", async () => {
  const { chat, page, standIn } = user;
  await widenSideBar(page, 560);
  standIn.fail("401");
  await chat.ask("Why is the sea salty?");
  await expect.poll(() => chat.answers().count()).toBe(2);
  await chat.lastAnswer().becomes("failed");
  const backgrounds = new Set<string>();
  for (const theme of [
    "Dark Modern",
    "Light Modern",
    "Dark High Contrast",
    "Light High Contrast",
  ]) {
    await pickTheme(page, theme);
    await expect
      .poll(async () => chat.frame.locator("body").getAttribute("data-vscode-theme-name"))
      .toBe(theme);
    backgrounds.add(
      await chat.composer.evaluate((element) => getComputedStyle(element).backgroundColor),
    );
    await screenshot(page, theme);
  }
  expect(backgrounds.size).toBeGreaterThan(2);
});
