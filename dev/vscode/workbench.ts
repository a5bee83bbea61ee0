import type { Browser, Locator, Page } from "playwright-core";

export interface WindowOptions {
  readonly width?: number;
  readonly height?: number;
  /** The browser has a window, which fills its screen of this size with nothing around the page. */
  readonly fillsScreen?: boolean;
}

/** Opens a VS Code window at this address, as a new user on a new machine has it, and waits until it can be used. */
export async function openWindow(
  browser: Browser,
  url: string,
  { width = 1280, height = 800, fillsScreen = false }: WindowOptions = {},
): Promise<Page> {
  const context = await browser.newContext({ viewport: fillsScreen ? null : { width, height } });
  const page = await context.newPage();
  if (fillsScreen) await fillScreen(page, width, height);
  page.setDefaultTimeout(30_000);
  await page.goto(url);
  await workbenchReady(page);
  return page;
}

async function fillScreen(page: Page, width: number, height: number): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const { windowId } = await session.send("Browser.getWindowForTarget");
  for (const bounds of [{ left: 0, top: 0, width, height }, { windowState: "fullscreen" as const }])
    await session.send("Browser.setWindowBounds", { windowId, bounds });
}

/** Another window of the same user, at the same time. */
export async function openWindowBeside(page: Page, url: string): Promise<Page> {
  const beside = await page.context().newPage();
  beside.setDefaultTimeout(30_000);
  await beside.goto(url);
  await workbenchReady(beside);
  return beside;
}

export async function reloadWindow(page: Page): Promise<void> {
  await page.reload();
  await workbenchReady(page);
}

/** As a user does it: VS Code remembers where everything was, which a page that is just gone leaves no time for. */
export async function reloadByCommand(page: Page): Promise<void> {
  const loaded = page.waitForEvent("load");
  await runCommand(page, "Developer: Reload Window");
  await loaded;
  await workbenchReady(page);
}

/** Leaves the window, and comes back to it. */
export async function leaveWindow(page: Page, meanwhile: () => Promise<void>): Promise<void> {
  const url = page.url();
  await page.goto("about:blank");
  await meanwhile();
  await page.goto(url);
  await workbenchReady(page);
}

async function workbenchReady(page: Page): Promise<void> {
  await page.locator(".monaco-workbench .activitybar").waitFor({ timeout: 60_000 });
  // Extensions have been read when the extension host shows no progress any more and our view container is there.
  await page.getByRole("tab", { name: "Eigen AI Chat" }).waitFor({ timeout: 60_000 });
}

/** Runs a command by its title, as the command palette shows it: `Eigen: New Chat`. */
export async function runCommand(page: Page, title: string): Promise<void> {
  // A palette that was opened while extensions were still being read does not hear of their commands, and one that was
  // opened while a window puts its tabs back is closed by them.
  for (let attempt = 1; ; attempt++) {
    await page.keyboard.press("F1");
    try {
      await quickInput(page).fill(`>${title}`, { timeout: 5000 });
      await page.getByRole("option", { name: title }).first().click({ timeout: 5000 });
      return;
    } catch (error) {
      if (attempt === 4) throw error;
      await page.keyboard.press("Escape");
    }
  }
}

/** Chooses a colour theme by its label, as a user would. */
export async function pickTheme(page: Page, label: string): Promise<void> {
  await runCommand(page, "Preferences: Color Theme");
  await quickInput(page).fill(label);
  await page.getByRole("option", { name: label }).first().click();
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

/** Waits for a notification with these words, clears it, and returns what it said. */
export async function readNotification(page: Page, words: RegExp): Promise<string> {
  const item = page.locator(".notification-list-item").filter({ hasText: words });
  try {
    await item.waitFor({ timeout: 10_000 });
  } catch {
    // A toast can go away before anyone has read it; the bell still has it.
    await page.locator("[id='status.notifications'] a").click();
  }
  const text = await item.locator(".notification-list-item-message").innerText();
  // The button can be seen only under the mouse, and a toast goes away by itself when it is not there.
  await item.locator(".codicon-notifications-clear").dispatchEvent("click");
  return text;
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
