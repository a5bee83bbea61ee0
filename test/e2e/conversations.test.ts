import { expect, test } from "vitest";
import { ChatView, openChat } from "../../dev/vscode/chatView.ts";
import { reloadWindow, runCommand } from "../../dev/vscode/workbench.ts";
import { screenshot, userOfTest } from "./session.ts";

test("a cut-off answer is continued; questions are queued, taken back, and held after a failure", async () => {
  const { chat, page, chatRequests, standIn } = await userOfTest({ key: "a-good-key", rate: 200 });
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

  await chat.ask("Count to 3000");
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
    "Count to 3000",
    "What is a closure?",
    "[[fault:400]] boom",
  ]);
});

test("a chat is open in the side bar and in an editor tab at once, with the same state, also after a reload", async () => {
  const { chat, page } = await userOfTest({ key: "a-good-key", rate: 200 });
  await chat.ask("What is a closure?");
  await chat.lastAnswer().becomes("complete");
  await chat.composer.fill("one draft");
  await runCommand(page, "Eigen: Open Chat in Editor");
  const tab = new ChatView(page, 1);
  await expect.poll(() => tab.composer.inputValue()).toBe("one draft");
  await tab.composer.fill("one draft for both");
  await expect.poll(() => chat.composer.inputValue()).toBe("one draft for both");
  await tab.ask("Count to 1500");
  await expect.poll(() => chat.composer.inputValue()).toBe("");
  await chat.lastAnswer().becomes("streaming");
  await tab.lastAnswer().becomes("streaming");
  await screenshot(page, "side bar and editor tab");
  await tab.lastAnswer().becomes("complete");
  await chat.lastAnswer().becomes("complete");
  // Not as it is seen: what is far from the window is not laid out.
  const answers = [chat, tab].map((view) =>
    view.lastAnswer().article.locator('[data-part="answer"]').textContent(),
  );
  const [inSideBar, inTab] = await Promise.all(answers);
  expect(inSideBar).toMatch(/^1, 2, 3,.* 1500\.$/s);
  expect(inSideBar).toBe(inTab);

  // Another chat in the side bar, by the button of its title bar; both answer at once.
  await page.locator(".part.sidebar").getByRole("button", { name: "New Chat" }).click();
  await expect.poll(() => chat.questions().count()).toBe(0);
  expect(await tab.questions().count()).toBe(2);
  await chat.ask("Count to 1500");
  await tab.ask("Count to 1500");
  await chat.lastAnswer().becomes("streaming");
  await tab.lastAnswer().becomes("streaming");
  expect(await chat.lastAnswer().state()).toBe("streaming");
  await chat.lastAnswer().becomes("complete");
  await tab.lastAnswer().becomes("complete");
  expect(await tab.questions().count()).toBe(3);
  expect(await chat.questions().count()).toBe(1);

  const words = tab.lastAnswer().article.locator("p").first();
  await words.scrollIntoViewIfNeeded();
  await words.selectText();
  await tab.button("Quote").click();
  await expect.poll(() => tab.composer.inputValue()).toMatch(/^> 1, 2, 3,/);
  await screenshot(page, "quoted in an editor tab");

  await reloadWindow(page);
  const again = await openChat(page);
  await expect.poll(() => again.questions().count()).toBe(1);
  await expect.poll(() => new ChatView(page, 1).questions().count()).toBe(3);

  await again.composer.fill("begun in the side bar");
  // By its own menu: a window that puts its tabs back gives one of them the focus at a moment of its own.
  const opened = page.context().waitForEvent("page");
  await page
    .locator(".part.sidebar")
    .getByRole("button", { name: /More Actions/ })
    .click();
  await page.getByRole("menuitem", { name: "Open Chat in New Window" }).hover();
  await page.keyboard.press("Enter");
  const apart = new ChatView(await opened);
  await expect.poll(() => apart.composer.inputValue()).toBe("begun in the side bar");
  await apart.ask("What is a closure?");
  await apart.lastAnswer().becomes("complete");
  await screenshot(apart.page, "a window of its own");
  // A page behind another draws nothing.
  await page.bringToFront();
  await expect.poll(() => again.questions().count()).toBe(2);
  await again.lastAnswer().becomes("complete");
  expect(await again.lastAnswer().text()).toBe(await apart.lastAnswer().text());
});
