import type { Page } from "playwright-core";
import { serveView } from "../../dev/viewServer.ts";
import { emptyState } from "../../dev/viewStates.ts";
import { webviewStyle } from "../../dev/vscode/webviewStyle.ts";
import { launchBrowser } from "../../dev/vscode/browser.ts";
import type { HostMessage, Intent, Op } from "../../src/shared/protocol.ts";
import type { ViewState } from "../../src/shared/view.ts";

export { answer, question } from "../../dev/viewStates.ts";

/** The built view in Chromium, with the page and the policy that the host gives it; the test is the host. */
export interface OpenPage {
  readonly page: Page;
  /** What the view asked for, oldest first. */
  readonly intents: Intent[];
  /** What the page tried against its policy, and every address beside our own that it asked for. */
  readonly offences: string[];
  /** Replaces the whole state. */
  show(state: Partial<ViewState>): Promise<void>;
  /** Changes it by operations, as one patch. */
  patch(...ops: readonly Op[]): Promise<void>;
  post(...messages: readonly unknown[]): Promise<void>;
  /** As when VS Code drops the page of a hidden view and makes it anew; the host's part begins anew too. */
  rebuild(): Promise<void>;
  close(): Promise<void>;
}

/** One for all pages of a test file; it ends with the process. */
const browser = launchBrowser();
const style = webviewStyle();

export async function openChatPage({ width = 420, height = 700 } = {}): Promise<OpenPage> {
  const server = await serveView();
  const page = await (await browser).newPage({ viewport: { width, height } });
  const intents: Intent[] = [];
  const offences: string[] = [];
  await page.exposeFunction("toHost", (intent: Intent) => intents.push(intent));
  await page.exposeFunction("toOffences", (offence: string) => offences.push(offence));
  await page.addInitScript(beTheHost);
  await page.addInitScript(addStyle, await style);
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(server.origin) && !/^(data|blob):/.test(url)) offences.push(url);
  });
  page.on("pageerror", (error) => offences.push(String(error)));
  await page.goto(server.origin);
  let rev = 0;
  const post = async (...messages: readonly unknown[]): Promise<void> => {
    await page.evaluate((all) => {
      for (const data of all) window.postMessage(data);
    }, messages);
    // Two frames: the view draws in the next one.
    await page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
    );
  };
  const postUpdate = async (message: HostMessage): Promise<void> => post(message);
  return {
    page,
    intents,
    offences,
    post,
    show: (state) =>
      postUpdate({ type: "snapshot", rev: ++rev, state: { ...emptyState, ...state } }),
    rebuild: async () => void (await page.reload()),
    patch: (...ops) => postUpdate({ type: "patch", rev: ++rev, ops }),
    async close() {
      await page.close();
      server.close();
    },
  };
}

declare global {
  function toHost(intent: unknown): void;
  function toOffences(offence: string): void;
}

/** Runs in the page: VS Code's own style sheet is there before all others. */
function addStyle(style: string): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  document.adoptedStyleSheets.push(sheet);
}

/** Runs in the page before its own scripts. */
function beTheHost(): void {
  const api = {
    postMessage: (intent: unknown) => toHost(intent),
    getState: () => JSON.parse(sessionStorage.getItem("state") ?? "null") ?? undefined,
    setState: (state: unknown) => sessionStorage.setItem("state", JSON.stringify(state)),
  };
  Object.assign(globalThis, { acquireVsCodeApi: () => api });
  document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) =>
    toOffences(`${effectiveDirective}: ${blockedURI}`),
  );
}
