import type { Browser, Locator, Page } from "playwright-core";

export interface WindowOptions {
  readonly width?: number;
  readonly height?: number;
}

/** Opens a VS Code window at this address, as a new user on a new machine has it, and waits until it can be used. */
export async function openWindow(
  browser: Browser,
  url: string,
  { width = 1280, height = 800 }: WindowOptions = {},
): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height } });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  await page.goto(url);
  await workbenchReady(page);
  return page;
}

export async function reloadWindow(page: Page): Promise<void> {
  await page.reload();
  await workbenchReady(page);
}

async function workbenchReady(page: Page): Promise<void> {
  await page.locator(".monaco-workbench .activitybar").waitFor({ timeout: 60_000 });
  // Extensions have been read when the extension host shows no progress any more and our view container is there.
  await page.getByRole("tab", { name: "Eigen AI Chat" }).waitFor({ timeout: 60_000 });
}

/** Runs a command by its title, as the command palette shows it: `Eigen: New Chat`. */
export async function runCommand(page: Page, title: string): Promise<void> {
  await page.keyboard.press("F1");
  const input = quickInput(page);
  await input.waitFor();
  await input.fill(`>${title}`);
  await page.getByRole("option", { name: title }).first().click();
}

/** The text field of the command palette, of quick picks and of input boxes. */
export function quickInput(page: Page): Locator {
  return page
    .locator(".quick-input-widget input[type=text], .quick-input-widget input[type=password]")
    .first();
}

/** Answers the input box that is open. */
export async function answerInput(page: Page, text: string): Promise<void> {
  await quickInput(page).fill(text);
  await page.keyboard.press("Enter");
}

/** The message of an input box that refuses what was typed. */
export function inputProblem(page: Page): Locator {
  return page.locator(".quick-input-widget .quick-input-message");
}

export function notification(page: Page, text: string | RegExp): Locator {
  return page.locator(".notification-toast").filter({ hasText: text });
}

export function dialog(page: Page): Locator {
  return page.locator(".monaco-dialog-box");
}

/** Drags the side bar's edge until it is this wide, in pixels. */
export async function widenSideBar(page: Page, width: number): Promise<void> {
  const box = await page.locator(".part.sidebar").boundingBox();
  if (box === null) throw new Error("There is no side bar.");
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width, y);
  await page.mouse.down();
  await page.mouse.move(box.x + width, y, { steps: 4 });
  await page.mouse.up();
}
