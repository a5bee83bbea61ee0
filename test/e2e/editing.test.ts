import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { root } from "../../dev/root.ts";
import { answerInput, runCommand } from "../../dev/vscode/workbench.ts";
import { chooseFromMenu, openFile } from "./editor.ts";
import { newUser, screenshot, screenshotOnFailure, type Session } from "./session.ts";

const folder = mkdtempSync(join(tmpdir(), "eigen-editing-"));
const file = join(folder, "web", "greet.ts");

let session: Session;
beforeAll(async () => {
  cpSync(join(root, "dev", "sample"), folder, { recursive: true });
  git("init", "-q");
  git("add", ".");
  git("commit", "-qm", "Begin");
  session = await newUser({
    key: "a-good-key",
    rate: 300,
    folder,
    settings: { "git.enabled": true, "git.openRepositoryInParentFolders": "never" },
  });
});
afterAll(async () => {
  await session.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => screenshotOnFailure(session));

test("an edit of the selection streams into a diff, and changes nothing before Accept", async () => {
  const { page, chatRequests } = session;
  const before = readFileSync(file, "utf8");
  await openFile(page, "greet.ts");
  await page.locator(".view-lines").getByText("greetings").first().click();
  await page.keyboard.press("Control+a");
  await runCommand(page, "Eigen: Edit Selection…");
  await answerInput(page, "Say hello in Spanish too");
  const question = page.locator(".notification-toast").filter({ hasText: "Apply this code to" });
  await question.waitFor();
  await screenshot(page, "edit selection");
  const sent = JSON.stringify(chatRequests().at(-1)?.body);
  expect(sent).toContain("Say hello in Spanish too");
  expect(sent).toContain("export function greet");
  expect(readFileSync(file, "utf8")).toBe(before);
  await question.getByRole("button", { name: "Discard" }).click();
  await question.waitFor({ state: "detached" });
  await page.locator(".monaco-diff-editor").waitFor({ state: "detached" });
  expect(readFileSync(file, "utf8")).toBe(before);
});

test("a commit message is written from the staged changes into the Source Control view", async () => {
  const { page, chatRequests } = session;
  writeFileSync(file, `${readFileSync(file, "utf8")}\n// A staged line.\n`);
  git("add", ".");
  await page.getByRole("tab", { name: /^Source Control/ }).click();
  const box = page.locator(".scm-input");
  await box.waitFor();
  const placeholder = await box.innerText();
  await page.getByRole("button", { name: "Write Commit Message" }).first().click();
  const lastBody = () => JSON.stringify(chatRequests().at(-1)?.body);
  await expect.poll(lastBody, { timeout: 20_000 }).toContain("+// A staged line.");
  expect(lastBody()).toContain("- Begin");
  await expect.poll(() => box.innerText(), { timeout: 20_000 }).not.toBe(placeholder);
  await screenshot(page, "commit message");
});

test("the menus of files, tabs, changes and the terminal attach what they stand for", async () => {
  const { page, chat, chatRequests } = session;
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await chooseFromMenu(page.getByRole("treeitem", { name: /^greet\.ts/ }), "Attach Changes");
  await chat.chip("greet.ts (changes)").waitFor();

  const inExplorer = (name: string) => page.getByRole("treeitem", { name, exact: true });
  await runCommand(page, "View: Show Explorer");
  // VS Code selects the file of the active editor there, a moment after the list is shown.
  await page.getByRole("treeitem", { name: /^greet\.ts/, selected: true }).waitFor();
  await inExplorer("README.md").click();
  await inExplorer("shop.sql").click({ modifiers: ["Control"] });
  await chooseFromMenu(inExplorer("shop.sql"), "Attach File…");
  await chat.chip("README.md").waitFor();
  await chat.chip("shop.sql").waitFor();
  await runCommand(page, "View: Show Explorer");
  await chooseFromMenu(inExplorer("web"), "Attach File…");
  await chat.chip("web (files)").waitFor();

  await openFile(page, "tides.py");
  await chooseFromMenu(page.getByRole("tab", { name: "tides.py" }), "Attach File…");
  await chat.chip("tides.py").waitFor();

  await runCommand(page, "Terminal: Create New Terminal");
  const terminal = page.locator(".terminal-wrapper.active .xterm-screen");
  await terminal.click();
  await page.keyboard.type("echo eigen-$((40 + 2)) | tee said.txt\n");
  await expect.poll(() => existsSync(join(folder, "said.txt")), { timeout: 10_000 }).toBe(true);
  await terminal.dragTo(terminal, {
    sourcePosition: { x: 2, y: 2 },
    targetPosition: { x: 300, y: 130 },
  });
  await chooseFromMenu(terminal, "Attach Selection in the Terminal");
  await chat.chips().filter({ hasText: "Terminal" }).waitFor();
  await screenshot(page, "attached from menus");

  await chat.ask("What is in them?");
  await chat.lastAnswer().becomes("complete");
  const messages: unknown = Object(chatRequests().at(-1)?.body).messages;
  const { content } = Object(Array.isArray(messages) ? messages.at(-1) : undefined);
  for (const text of [
    "+// A staged line.",
    "```text\ngreet.ts\nindex.html\nstyle.css\n```",
    "File: python/tides.py",
    "eigen-42",
  ])
    expect(content).toContain(text);
});

function git(...args: readonly string[]): void {
  const identity = ["-c", "user.name=Test", "-c", "user.email=test@example.invalid"];
  execFileSync("git", ["-C", folder, ...identity, ...args]);
}
