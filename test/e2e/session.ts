import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { onTestFailed, onTestFinished } from "vitest";
import { root, vsix } from "../../dev/root.ts";
import { startStandIn, type StandIn, type StandInOptions } from "../../dev/standIn/standIn.ts";
import { launchBrowser } from "../../dev/vscode/browser.ts";
import { openChat, setApiKey, type ChatView } from "../../dev/vscode/chatView.ts";
import { serveVSCode, type ServedVSCode } from "../../dev/vscode/serve.ts";
import { openWindow } from "../../dev/vscode/workbench.ts";

export const screenshots = join(root, "dist", "screenshots");

export interface Session {
  readonly standIn: StandIn;
  readonly vscode: ServedVSCode;
  readonly page: Page;
  readonly chat: ChatView;
}

export interface SessionOptions extends StandInOptions {
  readonly settings?: Readonly<Record<string, unknown>>;
  /** The key that the user has entered already; without it they are new. */
  readonly key?: string;
}

/** A user with a fresh VS Code, the packaged extension and the chat view open; all is gone when the test ends. */
export async function newUser(options: SessionOptions = {}): Promise<Session> {
  const standIn = await startStandIn(options);
  onTestFinished(() => standIn.close());
  const vscode = await serveVSCode({
    vsix,
    folder: join(root, "dev", "sample"),
    settings: { "eigen.baseUrl": standIn.url, ...options.settings },
  });
  onTestFinished(() => vscode.close());
  const browser = await sharedBrowser();
  const page = await openWindow(browser, vscode.url);
  onTestFinished(() => page.context().close());
  onTestFailed(async ({ task }) => {
    await screenshot(page, `failed ${task.name}`);
  });
  if (options.key !== undefined) await setApiKey(page, options.key);
  const chat = await openChat(page);
  return { standIn, vscode, page, chat };
}

/** Saves what the window shows to `dist/screenshots`, for people to look at. */
export async function screenshot(page: Page, name: string): Promise<void> {
  await mkdir(screenshots, { recursive: true });
  await page.screenshot({ path: join(screenshots, `${name.replaceAll(/\W+/g, "-")}.png`) });
}

/** The chat requests that came in, without the key checks. */
export function chatRequests({ requests }: StandIn): StandIn["requests"] {
  return requests.filter(({ path }) => path.endsWith("/chat/completions"));
}

let browser: Promise<Browser> | undefined;

async function sharedBrowser(): Promise<Browser> {
  browser ??= launchBrowser();
  return browser;
}
