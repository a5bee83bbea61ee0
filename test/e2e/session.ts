import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { onTestFinished } from "vitest";
import { root, vsix } from "../../dev/root.ts";
import { startStandIn, type StandIn, type StandInOptions } from "../../dev/standIn/standIn.ts";
import { launchBrowser } from "../../dev/vscode/browser.ts";
import { openChat, setApiKey, type ChatView } from "../../dev/vscode/chatView.ts";
import { serveVSCode, type ServedVSCode, type ServeOptions } from "../../dev/vscode/serve.ts";
import { openWindow } from "../../dev/vscode/workbench.ts";

export interface Session {
  readonly standIn: StandIn;
  readonly vscode: ServedVSCode;
  readonly page: Page;
  readonly chat: ChatView;
  /** The chat requests that came in since `reset`, without the key checks. */
  readonly chatRequests: () => StandIn["requests"];
  close(): Promise<void>;
}

export interface SessionOptions extends StandInOptions {
  /** The key that the user has entered already; without it they are new. */
  readonly key?: string;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly extensions?: readonly string[];
  readonly languageModels?: ServeOptions["languageModels"];
  /** The sample workspace where none is given. */
  readonly folder?: string;
}

/** A user with a fresh VS Code, the packaged extension and the chat view open. */
export async function newUser({
  key,
  settings,
  extensions = [],
  languageModels,
  folder = join(root, "dev", "sample"),
  ...options
}: SessionOptions = {}): Promise<Session> {
  const standIn = await startStandIn(options);
  const vscode = await serveVSCode({
    vsix,
    folder,
    extensions,
    ...(languageModels !== undefined && { languageModels }),
    settings: { "eigen.baseUrl": standIn.url, ...settings },
  });
  const browser = await launchBrowser();
  const page = await openWindow(browser, vscode.url);
  if (key !== undefined) await setApiKey(page, key);
  const chat = await openChat(page);
  return {
    standIn,
    vscode,
    page,
    chat,
    chatRequests: () => standIn.requests.filter(({ path }) => path.endsWith("/chat/completions")),
    async close() {
      await browser.close();
      await vscode.close();
      await standIn.close();
    },
  };
}

/** A user for the test that runs; their VS Code ends with it. */
export async function userOfTest(options: SessionOptions = {}): Promise<Session> {
  const user = await newUser(options);
  onTestFinished(() => user.close());
  return user;
}

/** For `beforeEach`: saves what the window shows when the test fails. */
export function screenshotOnFailure({ page }: Session): void {
  onTestFinished(async ({ task }) => {
    if (task.result?.state === "fail") await screenshot(page, `failed ${task.name}`);
  });
}

/** Saves what the window shows to `dist/screenshots`, for people to look at. */
export async function screenshot(page: Page, name: string): Promise<void> {
  const folder = join(root, "dist", "screenshots");
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name.replaceAll(/\W+/g, "-")}.png`) });
}
