import {
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Locator } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { root } from "../../dev/root.ts";
import { ChatView } from "../../dev/vscode/chatView.ts";
import { dialog, runCommand } from "../../dev/vscode/workbench.ts";
import { goToLine, openFile } from "./editor.ts";
import { newUser, screenshot, screenshotOnFailure, type Session } from "./session.ts";

/** What the buttons of a code block do to the workspace, in one window. */
const scratch = mkdtempSync(join(tmpdir(), "eigen-code-"));
const folder = join(scratch, "project");
const file = join(folder, "web", "greet.ts");
const outside = join(scratch, "outside.ts");

let session: Session;
let before: string;

beforeAll(async () => {
  cpSync(join(root, "dev", "sample"), folder, { recursive: true });
  before = readFileSync(file, "utf8");
  writeFileSync(outside, before);
  symlinkSync(outside, join(folder, "web", "linked.ts"));
  session = await newUser({
    key: "a-good-key",
    rate: 2000,
    folder,
    settings: { "files.autoSave": "off", "terminal.integrated.gpuAcceleration": "off" },
  });
});
afterAll(async () => {
  await session.close();
  rmSync(scratch, { recursive: true, force: true });
});
beforeEach(async () => {
  screenshotOnFailure(session);
  const { composer } = session.chat;
  await session.chat.button("New Chat").click();
  await session.chat.answers().first().waitFor({ state: "detached" });
  // An editor that the test before has opened may take the focus a moment later.
  await expect
    .poll(async () => {
      await composer.click();
      return composer.evaluate((box) => box.matches(":focus"));
    })
    .toBe(true);
});

const openingHours = `export function openingHours(day: number): string {
  return day % 6 === 0 ? "closed" : "09:00–17:00";
}`;

test("Apply shows the code in its file as a diff; Accept writes it, and one undo takes it back", async () => {
  const { page } = session;
  await press(await answerWith(`\`\`\`ts web/greet.ts\n${openingHours}\n\`\`\``), "Apply");
  const line = page.locator(".monaco-diff-editor .view-line").filter({ hasText: "closed" });
  await line.first().waitFor();
  await screenshot(page, "apply");
  expect(readFileSync(file, "utf8")).toBe(before);
  await answerToast("Apply this code to web/greet.ts?", "Accept");
  await diffIsGone();
  const applied = before.replace(/export function openingHours[\s\S]*$/, `${openingHours}\n`);
  await isSavedAndUndone(applied);
});

test("Discard leaves the file as it is", async () => {
  const { page } = session;
  await press(await answerWith(`\`\`\`ts web/greet.ts\n${openingHours}\n\`\`\``), "Apply");
  await page.locator(".monaco-diff-editor").waitFor();
  await answerToast("Apply this code to web/greet.ts?", "Discard");
  await diffIsGone();
  expect(readFileSync(file, "utf8")).toBe(before);
});

test.each([
  [
    "code with elisions",
    "ts web/greet.ts",
    `// ... existing code ...
export function greet(visitor: Visitor): string {
  const greeting = greetings[visitor.language];
  if (visitor.visits > 30) {
// ... existing code ...`,
  ],
  [
    "a unified diff",
    "diff web/greet.ts",
    `--- a/web/greet.ts
+++ b/web/greet.ts
@@ -10,6 +10,6 @@
 export function greet(visitor: Visitor): string {
   const greeting = greetings[visitor.language];
-  if (visitor.visits > 3) {
+  if (visitor.visits > 30) {`,
  ],
])("Apply puts %s in its place", async (_, info, code) => {
  await press(await answerWith(`\`\`\`${info}\n${code}\n\`\`\``), "Apply");
  await answerToast("Apply this code to web/greet.ts?", "Accept");
  await diffIsGone();
  await isSavedAndUndone(before.replace("visits > 3", "visits > 30"));
});

test("Apply says so where the code belongs nowhere, and touches nothing outside the workspace", async () => {
  const { page } = session;
  await press(await answerWith("```ts web/greet.ts\nconst nowhere = true;\n```"), "Apply");
  await toast("Where in web/greet.ts this code belongs is not clear").waitFor();
  await clearToasts();
  await runCommand(page, "View: Close All Editors");
  for (const path of ["web/linked.ts", "../outside.ts", outside]) {
    await press(await answerWith(`\`\`\`ts ${path}\n${openingHours}\n\`\`\``), "Apply");
    await toast(`There is no file ${path} in this workspace`).waitFor();
    await clearToasts();
  }
  expect(readFileSync(outside, "utf8")).toBe(before);
});

test("no text of an answer becomes a link in VS Code's messages, which would run commands", async () => {
  const path = "src/[Show](command:workbench.action.toggleZenMode).ts";
  await press(await answerWith(`\`\`\`ts title="${path}"\n${openingHours}\n\`\`\``), "Apply");
  const message = toast("There is no file src/").locator(".notification-list-item-message");
  await message.waitFor();
  expect(await message.locator("a").count()).toBe(0);
  await clearToasts();
});

test("Apply to a file that is not there offers to make it, and leaves the open one alone", async () => {
  const { page } = session;
  await openFile(page, "greet.ts");
  await press(await answerWith(`\`\`\`ts web/none.ts\n${openingHours}\n\`\`\``), "Apply");
  await answerToast("There is no file web/none.ts in this workspace", "New File");
  await page.getByRole("tab", { name: /none\.ts/, selected: true }).waitFor();
  expect(await page.locator(".monaco-diff-editor").count()).toBe(0);
  await runCommand(page, "View: Revert and Close Editor");
  expect(readFileSync(file, "utf8")).toBe(before);
});

test("Apply to a file that VS Code obeys asks once more", async () => {
  const { page } = session;
  const settings = join(folder, ".vscode", "tasks.json");
  cpSync(join(root, "test", "fixtures", "apply", "tasks.json"), settings, { recursive: true });
  const kept = readFileSync(settings, "utf8");
  const code = kept.replace("echo", "curl");
  await press(await answerWith(`\`\`\`json .vscode/tasks.json\n${code}\`\`\``), "Apply");
  await answerToast("Apply this code to .vscode/tasks.json?", "Accept");
  await dialog(page).filter({ hasText: "can make programs run" }).waitFor();
  await dialog(page).getByRole("button", { name: "Cancel" }).click();
  await runCommand(page, "Eigen: Discard Code");
  await diffIsGone();
  expect(readFileSync(settings, "utf8")).toBe(kept);
});

test("Insert at Cursor puts the code where the cursor is", async () => {
  const { page } = session;
  await openFile(page, "greet.ts");
  await goToLine(page, 6);
  await press(await answerWith("```ts\nconst inserted = 1;\n```"), "Insert at Cursor");
  await page.getByText("Ln 6, Col 20").first().waitFor();
  await isSavedAndUndone(before.split("\n").with(5, "const inserted = 1;").join("\n"));
});

test("Insert at Cursor in a chat's own tab goes to the editor beside it", async () => {
  const { page } = session;
  await answerWith("```ts\nconst inserted = 1;\n```");
  await openFile(page, "greet.ts");
  await runCommand(page, "View: Split Editor Right");
  await goToLine(page, 6);
  await runCommand(page, "View: Focus Next Editor Group");
  await runCommand(page, "Eigen: Open Chat in Editor");
  const tab = new ChatView(page, 1);
  await press(tab.lastAnswer().article.locator(".code-block"), "Insert at Cursor");
  await page.getByText("Ln 6, Col 20").first().waitFor();
  await answerWith("See `web/greet.ts:10:8`.", tab);
  await tab.lastAnswer().article.getByRole("link").click();
  await page.getByText("Ln 10, Col 8").first().waitFor();
  expect(await tab.composer.isVisible()).toBe(true);
  await isSavedAndUndone(before.split("\n").with(5, "const inserted = 1;").join("\n"));
  await runCommand(page, "View: Close All Editors");
});

test("New File opens a file with the name and the language that the fence proposes", async () => {
  const { page } = session;
  await press(await answerWith("```ts web/hours.ts\nexport const hours = 8;\n```"), "New File");
  await page.getByRole("tab", { name: /hours\.ts/, selected: true }).waitFor();
  await page.locator(".view-lines").getByText("hours").first().waitFor();
  expect(existsSync(join(folder, "web", "hours.ts"))).toBe(false);
  await page.keyboard.press("Control+s");
  await expect.poll(() => existsSync(join(folder, "web", "hours.ts"))).toBe(true);
});

test("Run in Terminal writes the command at the prompt, and leaves Enter to the user", async () => {
  const { page } = session;
  const touched = join(folder, "touched.txt");
  await press(await answerWith("```\n$ touch touched.txt\n```"), "Run in Terminal");
  await page.locator(".xterm-rows").getByText("touch touched.txt").waitFor();
  expect(existsSync(touched)).toBe(false);
  await page.locator(".xterm-helper-textarea").first().focus();
  await page.keyboard.press("Enter");
  await expect.poll(() => existsSync(touched)).toBe(true);
});

test("the keyboard goes from block to block and presses the buttons of the one that it is at", async () => {
  const { page, chat } = session;
  await answerWith(
    "```ts\nlet one = 1;\n```\n\n```ts\nlet two = 2;\n```\n\n```ts\nlet three = 3;\n```",
  );
  const goesTo = async (index: number, key: string) => {
    await page.keyboard.press(`Control+Alt+${key}`);
    await chat.frame.locator(".code-block").nth(index).locator("pre:focus").waitFor();
  };
  await chat.composer.click();
  await goesTo(0, "PageDown");
  await goesTo(1, "PageDown");
  await goesTo(2, "PageDown");
  await goesTo(1, "PageUp");
  await runCommand(page, "Eigen: Run Code Block in Terminal");
  await page.locator(".xterm-rows").getByText("let two = 2;").waitFor();
  await runCommand(page, "Eigen: Copy Code Block");
  await runCommand(page, "Eigen: New File from Code Block");
  const editor = page.locator(".view-lines").filter({ hasText: "two" });
  await editor.first().waitFor();
  await page.keyboard.press("Control+End");
  await page.keyboard.press("Control+v");
  await expect.poll(() => editor.first().innerText()).toMatch(/two.*\n.*two/);
});

test("a command for the code of a chat that can't be seen shows the chat, and does nothing else", async () => {
  const { page, chat } = session;
  await answerWith("```ts hidden.ts\nlet hidden = 1;\n```");
  await runCommand(page, "View: Show Explorer");
  await chat.composer.waitFor({ state: "detached" });
  await runCommand(page, "Eigen: New File from Code Block");
  await chat.composer.waitFor();
  // What waited for the view would come right after it.
  await page.waitForTimeout(1000);
  expect(await page.getByRole("tab", { name: /hidden\.ts/ }).count()).toBe(0);
  await runCommand(page, "Eigen: New File from Code Block");
  await page.getByRole("tab", { name: /hidden\.ts/, selected: true }).waitFor();
});

test("the files that an answer names open at the place that it names", async () => {
  const { page, chat } = session;
  await answerWith(
    "See `web/greet.ts:10:8`, web/none.ts:1, `web/linked.ts`, `../outside.ts`, `web`.",
  );
  const links = chat.lastAnswer().article.getByRole("link");
  await links.first().click();
  await page.getByRole("tab", { name: "greet.ts", selected: true }).waitFor();
  await page.getByText("Ln 10, Col 8").first().waitFor();
  expect(await links.allInnerTexts()).toEqual(["web/greet.ts:10:8"]);
});

/** Has the model say this; the first code block of the answer. */
async function answerWith(text: string, chat = session.chat): Promise<Locator> {
  const count = await chat.answers().count();
  await chat.ask(`Answer exactly:\n${text}`);
  await expect.poll(() => chat.answers().count()).toBe(count + 1);
  await chat.lastAnswer().becomes("complete");
  return chat.lastAnswer().article.locator(".code-block").first();
}

function press(block: Locator, name: string): Promise<void> {
  return block.getByRole("button", { name, exact: true }).click();
}

function toast(text: string): Locator {
  return session.page.locator(".notification-toast").filter({ hasText: text });
}

async function answerToast(question: string, button: string): Promise<void> {
  await toast(question).getByRole("button", { name: button, exact: true }).click();
}

async function clearToasts(): Promise<void> {
  await runCommand(session.page, "Notifications: Clear All Notifications");
  await session.page.locator(".notification-toast").first().waitFor({ state: "detached" });
}

/** Saves what the editor holds, and takes it back by one undo. */
async function isSavedAndUndone(changed: string): Promise<void> {
  const { keyboard } = session.page;
  await keyboard.press("Control+s");
  await expect.poll(() => readFileSync(file, "utf8")).toBe(changed);
  await keyboard.press("Control+z");
  await keyboard.press("Control+s");
  await expect.poll(() => readFileSync(file, "utf8")).toBe(before);
}

async function diffIsGone(): Promise<void> {
  await session.page.locator(".monaco-diff-editor").waitFor({ state: "detached" });
}
