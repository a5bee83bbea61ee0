import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { root } from "../../dev/root.ts";
import { answerInput, quickInput, runCommand } from "../../dev/vscode/workbench.ts";
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
  await page.keyboard.press("Control+p");
  await quickInput(page).fill("greet.ts");
  await page.getByRole("option", { name: "greet.ts" }).first().click();
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

function git(...args: readonly string[]): void {
  const identity = ["-c", "user.name=Test", "-c", "user.email=test@example.invalid"];
  execFileSync("git", ["-C", folder, ...identity, ...args]);
}
