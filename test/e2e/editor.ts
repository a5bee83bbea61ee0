import type { Locator, Page } from "playwright-core";
import { vi } from "vitest";
import { quickInput, runCommand } from "../../dev/vscode/workbench.ts";

/** Opens the file by its name and selects these lines. */
export async function selectLines(
  page: Page,
  file: string,
  from: number,
  to: number,
): Promise<void> {
  await openFile(page, file);
  await goToLine(page, from);
  for (let line = from; line < to; line++) await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("Shift+End");
}

export async function openFile(page: Page, file: string): Promise<void> {
  await answer(page, "Control+p", file, file);
  await page.getByRole("tab", { name: file, selected: true }).waitFor();
}

export async function goToLine(page: Page, line: number): Promise<void> {
  await page.locator(".editor-instance .view-lines").first().click();
  await answer(page, "Control+g", `:${line}`, "go to line");
}

/** Opens a quick input by its key, which VS Code misses while it moves the focus, and chooses an option. */
async function answer(page: Page, key: string, text: string, option: string): Promise<void> {
  const input = quickInput(page);
  await vi.waitUntil(async () => {
    await page.keyboard.press(key);
    return input.waitFor({ timeout: 1000 }).then(
      () => true,
      () => false,
    );
  }, 20_000);
  await input.fill(text);
  await page.getByRole("option", { name: option }).first().click();
  await input.waitFor({ state: "hidden" });
}

/** A new document without a file; returns its title. */
export async function untitled(page: Page, text: string): Promise<string> {
  await runCommand(page, "File: New Untitled Text File");
  const tab = page.getByRole("tab", { name: /^Untitled-\d+/, selected: true });
  const title = /^Untitled-\d+/.exec((await tab.getAttribute("aria-label")) ?? "")?.[0] ?? "";
  await page.locator(".editor-instance .view-lines").first().click();
  await page.keyboard.insertText(text);
  return title;
}

/** Opens the context menu of an entry and chooses an item of it. */
export async function chooseFromMenu(entry: Locator, item: string): Promise<void> {
  await entry.click({ button: "right" });
  // A menu that has just opened takes no clicks.
  await entry.page().getByRole("menuitem", { name: item }).hover();
  await entry.page().keyboard.press("Enter");
}
