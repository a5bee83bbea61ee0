import { join } from "node:path";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { openChat } from "../../dev/vscode/chatView.ts";
import {
  dialog,
  quickInput,
  readNotification,
  reloadWindow,
  runCommand,
} from "../../dev/vscode/workbench.ts";
import { screenshot, type Session, userOfTest } from "./session.ts";

const key = "a-good-key";

async function ask(chat: Session["chat"], text: string): Promise<void> {
  await chat.ask(text);
  // Until then the last answer may be that of the chat before.
  await expect.poll(() => chat.questions().last().innerText()).toContain(text);
  await chat.lastAnswer().becomes("complete");
}

test("earlier chats are listed, found by any word, opened at the place, renamed, pinned and deleted", async () => {
  const { chat, page } = await userOfTest({ key });
  await ask(chat, "What is a closure?");
  await chat.button("New Chat").click();
  await ask(chat, "Why is the sea salty?");
  await chat.button("New Chat").click();
  // It belongs to the new chat, though that is not there yet.
  await chat.composer.fill("a draft that was not sent");

  await chat.button("History").click();
  const list = chat.frame.getByRole("list", { name: "History" });
  const entries = list.getByRole("listitem");
  await expect.poll(() => entries.count()).toBe(3);
  expect(await entries.nth(1).getByRole("button").first().innerText()).toContain("sea salty");
  await screenshot(page, "history");

  const search = chat.frame.getByRole("searchbox", { name: "Search history" });
  await search.fill("CLOSURE what");
  await expect.poll(() => entries.count()).toBe(1);
  // Only the answer has this word.
  await search.fill("CLOSURE variable");
  await expect.poll(() => entries.count()).toBe(1);
  await screenshot(page, "history search");
  await search.press("ArrowDown");
  await page.keyboard.press("Enter");
  await list.waitFor({ state: "detached" });
  await expect.poll(() => chat.questions().allInnerTexts()).toEqual(["What is a closure?"]);
  await chat.frame.locator("article.answer.revealed").waitFor();

  await runCommand(page, "Eigen: Show History");
  const salty = entries.filter({ hasText: "sea salty" });
  await salty.hover();
  await salty.getByRole("button", { name: "Rename" }).click();
  await chat.frame.getByRole("textbox", { name: "Title" }).fill("Sea water");
  await page.keyboard.press("Enter");
  const water = entries.filter({ hasText: "Sea water" });
  await water.hover();
  await water.getByRole("button", { name: "Pin" }).click();
  await chat.frame.getByText("Pinned").waitFor();
  await screenshot(page, "history pinned");
  await water.hover();
  await water.getByRole("button", { name: "Delete" }).click();
  await expect.poll(() => entries.count()).toBe(2);
  await chat.button("Undo").click();
  await expect.poll(() => entries.count()).toBe(3);

  await page.keyboard.press("Escape");
  await list.waitFor({ state: "detached" });
  expect(await chat.composer.isEnabled()).toBe(true);
});

test("a draft stays with its chat, also over a reload", async () => {
  const { chat, page } = await userOfTest({ key });
  await ask(chat, "What is a closure?");
  await chat.composer.fill("and what is");
  await chat.button("New Chat").click();
  await expect.poll(() => chat.composer.inputValue()).toBe("");
  await chat.button("History").click();
  const entry = chat.frame.getByRole("list", { name: "History" }).getByRole("listitem").first();
  await entry.getByRole("button").first().click();
  await expect.poll(() => chat.composer.inputValue()).toBe("and what is");
  await chat.composer.fill("and what is a monad?");
  await page.waitForTimeout(1_500);
  await reloadWindow(page);
  const again = await openChat(page);
  await expect.poll(() => again.composer.inputValue()).toBe("and what is a monad?");

  await again.button("New Chat").click();
  await again.composer.fill("never asked");
  await page.waitForTimeout(1_500);
  await reloadWindow(page);
  const third = await openChat(page);
  await expect.poll(() => third.composer.inputValue()).toBe("never asked");
  expect(await third.questions().count()).toBe(0);
});

test("all chats are backed up, deleted after a question, and restored", async () => {
  const { chat, page, vscode } = await userOfTest({ key });
  await ask(chat, "What is a closure?");
  const answer = await chat.lastAnswer().text();
  const backup = join(vscode.dataDir, "backup.jsonl");
  await chat.button("History").click();
  await manage({ chat, page }, "Back Up All Chats…");
  await answerFileDialog(page, "Back Up All Chats", backup);
  expect(await readNotification(page, /backed up:/)).toBe("Chats backed up: 1.");

  await manage({ chat, page }, "Delete All Chats…");
  await screenshot(page, "history delete all");
  await dialog(page).getByRole("button", { name: "Delete All" }).click();
  await chat.frame.getByText("No chats yet.").waitFor();

  await manage({ chat, page }, "Restore a Backup…");
  await answerFileDialog(page, "Restore Chats", backup);
  const restored = "Chats restored: 1; there already: 0.";
  expect(await readNotification(page, /restored:/)).toBe(restored);
  const entry = chat.frame.getByRole("list", { name: "History" }).getByRole("listitem").first();
  await entry.getByRole("button").first().click();
  await expect.poll(() => chat.questions().allInnerTexts()).toEqual(["What is a closure?"]);
  expect(await chat.lastAnswer().text()).toBe(answer);
});

async function manage({ chat, page }: Pick<Session, "chat" | "page">, what: string): Promise<void> {
  await chat.button("Manage…").click();
  await page.getByRole("option", { name: what }).click();
}

/** In a browser VS Code asks for files in its own quick input, which lists the folder that is typed. */
async function answerFileDialog(page: Page, title: string, path: string): Promise<void> {
  const shown = page.locator(".quick-input-title").getByText(title);
  await shown.waitFor();
  // What is typed before the first folder is listed would be overwritten.
  await page.getByRole("option", { name: "..", exact: true }).waitFor();
  await quickInput(page).fill(path);
  await page.getByRole("option", { name: "extensions" }).waitFor();
  await page.getByRole("button", { name: "OK" }).click();
  await shown.waitFor({ state: "hidden" });
}
