import { glob, readdir, readFile, readlink } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ChatView, openChat } from "../../dev/vscode/chatView.ts";
import { reloadByCommand, runCommand } from "../../dev/vscode/workbench.ts";
import { userOfTest } from "./session.ts";

test("a window in which nobody chats is ready, and opens no history; a chat's tab comes back by itself", async () => {
  const { chat, page, vscode } = await userOfTest({ key: "a-good-key" });
  const storage = join(vscode.dataDir, "User", "globalStorage", "eigenchat.eigen-chat");
  const database = join(storage, "conversations.db");
  await chat.ask("What is a closure?");
  await chat.lastAnswer().becomes("complete");
  expect(await holdersOf(database)).not.toEqual([]);

  await runCommand(page, "View: Show Explorer");
  await reloadByCommand(page);
  await expect.poll(() => starts(vscode.dataDir), { timeout: 30_000 }).toBe(2);
  await expect.poll(() => holdersOf(database), { timeout: 30_000 }).toEqual([]);
  expect(await (await openChat(page)).lastAnswer().text()).toContain("closure");
  expect(await holdersOf(database)).not.toEqual([]);

  await runCommand(page, "Eigen: Open Chat in Editor");
  await page.getByRole("tab", { name: /^What is a closure/ }).waitFor();
  await runCommand(page, "View: Show Explorer");
  await reloadByCommand(page);
  await new ChatView(page).lastAnswer().showsText();
});

/** How many extension hosts have said in the log that we have started. */
async function starts(dataDir: string): Promise<number> {
  let count = 0;
  for await (const file of glob(`${dataDir}/logs/**/eigenchat.eigen-chat/*.log`))
    count += (await readFile(file, "utf8")).split("Started in ").length - 1;
  return count;
}

/** The processes that have the file open. */
async function holdersOf(file: string): Promise<readonly string[]> {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const found = pids.map(async (pid) => {
    const folder = `/proc/${pid}/fd`;
    const names = await readdir(folder).catch(() => []);
    const targets = names.map((name) => readlink(join(folder, name)).catch(() => ""));
    return (await Promise.all(targets)).includes(file) ? [pid] : [];
  });
  return (await Promise.all(found)).flat();
}
