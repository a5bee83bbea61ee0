import { open, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { openChat } from "../../dev/vscode/chatView.ts";
import { leaveWindow, openWindowBeside, runCommand } from "../../dev/vscode/workbench.ts";
import { screenshot, userOfTest } from "./session.ts";

const key = "a-good-key";

test(
  "two windows share the chats; an answer survives its extension host, and is written on",
  { timeout: 240_000 },
  async () => {
    const settings = { "eigen.timeouts": { idle: 600 } };
    const { chat, page, vscode, standIn } = await userOfTest({ key, settings });
    standIn.fail("stall after=200");
    await chat.ask("Count to 300");
    await chat.lastAnswer().showsText();

    const beside = await openWindowBeside(page, vscode.url);
    const other = await openChat(beside);
    // It is being written in the first window, and is not taken for interrupted.
    await other.lastAnswer().becomes("streaming");
    await chat.button("Stop").click();
    await other.lastAnswer().becomes("stopped");
    expect(await other.lastAnswer().text()).toBe(await chat.lastAnswer().text());
    await other.ask("Hello from the other window");
    await other.lastAnswer().becomes("complete");
    await expect.poll(() => chat.questions().count()).toBe(2);
    await chat.lastAnswer().becomes("complete");
    await other.composer.fill("begun there");
    await expect.poll(() => chat.composer.inputValue()).toBe("begun there");
    await chat.composer.fill("begun there, ended here");
    await expect.poll(() => other.composer.inputValue()).toBe("begun there, ended here");
    await beside.close();
    await page.bringToFront();

    standIn.fail("stall after=400");
    await chat.ask("Count to 200");
    await chat.lastAnswer().showsText();
    await page.waitForTimeout(2_000);
    await vscode.killExtensionHosts();
    await chat.lastAnswer().becomes("interrupted");
    expect((await chat.lastAnswer().text()).length).toBeGreaterThan(100);
    await screenshot(page, "interrupted answer");
    await chat.button("Continue").click();
    await chat.lastAnswer().becomes("complete");
    expect(await chat.lastAnswer().text()).toMatch(/199,\s+200\.?$/);

    const questions = await chat.questions().allInnerTexts();
    const storage = join(vscode.dataDir, "User", "globalStorage", "eigenchat.eigen-chat");
    await leaveWindow(page, async () => {
      await vscode.killExtensionHosts();
      await damage(join(storage, "conversations.db"));
    });
    const recovered = await openChat(page);
    const banner = recovered.frame.getByRole("alert").filter({ hasText: "file was damaged" });
    await banner.waitFor();
    expect(await banner.innerText()).toContain("6 messages of 1 chats could be read");
    await screenshot(page, "recovered after damage");
    expect(await recovered.questions().allInnerTexts()).toEqual(questions);
    expect(await readdir(storage)).toContain("conversations.db.damaged-1");
    await recovered.ask("Hello again");
    await recovered.lastAnswer().becomes("complete");
  },
);

/** Overwrites an index of the database: every row can still be read. */
async function damage(database: string): Promise<void> {
  const connection = new DatabaseSync(database, { timeout: 5_000 });
  // A page that is still in the log would be read from there.
  expect(connection.prepare("PRAGMA wal_checkpoint(TRUNCATE)").get()).toMatchObject({ busy: 0 });
  const root = connection
    .prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'conversation_by_revision'")
    .get()?.["rootpage"];
  connection.close();
  const file = await open(database, "r+");
  await file.write(Buffer.alloc(4096, 255), 0, 4096, (Number(root) - 1) * 4096);
  await file.close();
}

test("with the history switched off no word is written anywhere, and a chat works", async () => {
  const settings = { "eigen.history.enabled": false };
  const { chat, page, vscode } = await userOfTest({ key, settings });
  await chat.ask("What is a closure, dear quetzalcoatl?");
  await chat.lastAnswer().becomes("complete");
  await runCommand(page, "Eigen: Open Chat in Editor");
  await page.getByRole("tab", { name: /^Chat\b/ }).waitFor();
  await chat.composer.fill("xylophone draft");
  await chat.button("New Chat").click();
  await expect.poll(() => chat.questions().count()).toBe(0);
  await chat.button("History").click();
  const entries = chat.frame.getByRole("list", { name: "History" }).getByRole("listitem");
  await expect.poll(() => entries.count()).toBe(1);
  await page.waitForTimeout(2_000);
  const found = await wordsIn(join(vscode.dataDir, "User"), ["quetzalcoatl", "xylophone"]);
  expect(found).toEqual([]);
});

/** Which of the words stand in which files below the folder. */
async function wordsIn(folder: string, words: readonly string[]): Promise<readonly string[]> {
  const files = await readdir(folder, { recursive: true, withFileTypes: true });
  const found = await Promise.all(
    files
      .filter((file) => file.isFile())
      .map(async ({ parentPath, name }) => {
        const text = (await readFile(join(parentPath, name))).toString("latin1");
        return words.flatMap((word) => (text.includes(word) ? `${name}: ${word}` : []));
      }),
  );
  return found.flat();
}
