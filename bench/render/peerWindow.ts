import type { CDPSession, Page } from "playwright-core";
import { serveView } from "../../dev/viewServer.ts";
import { launchBrowser } from "../../dev/vscode/browser.ts";
import type { Intent } from "../../src/shared/protocol.ts";
import type { Colours } from "./colours.ts";
import { bundlePeer, peerPage, themeStyle, type PeerName } from "./peerPages.ts";

/** A peer in a browser of its own. */
export interface PeerWindow {
  readonly page: Page;
  /** What the page's main thread has taken so far, and its heap after a collection. */
  spent(): Promise<Spent>;
  heap(): Promise<number>;
  close(): Promise<void>;
}

/** CPU time of the main thread in milliseconds. */
export interface Spent {
  readonly task: number;
  readonly script: number;
  readonly layout: number;
  readonly style: number;
}

/** Without the browser's own limit, frames follow each other as fast as they are drawn. */
const uncapped = ["--disable-frame-rate-limit", "--disable-gpu-vsync"];

export async function openPeer(
  name: PeerName,
  colours: Colours,
  capped: boolean,
): Promise<PeerWindow> {
  const server = await serveView(name === "eigen" ? new Map() : await peerPage(name));
  const browser = await launchBrowser(...(capped ? [] : uncapped));
  // The bench's own worker is not in the view's policy.
  const page = await browser.newPage({
    viewport: { width: 480, height: 900 },
    bypassCSP: true,
  });
  page.on("pageerror", (error) => console.error(`${name}: ${String(error)}`));
  if (name === "eigen") await beTheHost(page, colours);
  await page.goto(`${server.origin}${name === "eigen" ? "" : "/peer"}`);
  if (name === "eigen") await page.addStyleTag({ content: themeStyle });
  await page.waitForFunction(() => globalThis.driver !== undefined);
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  return {
    page,
    spent: async () => readSpent(session),
    async heap() {
      await session.send("HeapProfiler.collectGarbage");
      const { usedSize } = await session.send("Runtime.getHeapUsage");
      return usedSize / 2 ** 20;
    },
    async close() {
      await browser.close();
      server.close();
    },
  };
}

async function beTheHost(page: Page, colours: Colours): Promise<void> {
  colours.connect((tokens) => {
    // As text, which costs the page least: its own host's messages don't come this way. It may be gone by then.
    page
      .evaluate((text) => window.postMessage(JSON.parse(text)), JSON.stringify(tokens))
      .catch(() => {});
  });
  await page.exposeFunction("toHost", (intent: Intent) => {
    if (intent.type === "highlight") colours.highlight(intent);
  });
  await page.addInitScript(await bundlePeer("eigen"));
}

async function readSpent(session: CDPSession): Promise<Spent> {
  const { metrics } = await session.send("Performance.getMetrics");
  const ms = (name: string): number =>
    1000 * (metrics.find((metric) => metric.name === name)?.value ?? Number.NaN);
  return {
    task: ms("TaskDuration"),
    script: ms("ScriptDuration"),
    layout: ms("LayoutDuration"),
    style: ms("RecalcStyleDuration"),
  };
}
