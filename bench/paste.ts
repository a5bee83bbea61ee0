import sharp from "sharp";
import { launchBrowser } from "../dev/vscode/browser.ts";
import type { ChatView } from "../dev/vscode/chatView.ts";
import { openChatWindow } from "./support/chatWindow.ts";
import { median, table } from "./support/figures.ts";

/**
 * From the paste of a 4K picture to a picture of it at the composer, and to its chip, in a real VS Code: reading,
 * decoding, cutting and hashing in the view's worker, keeping it in the store, and showing it. Beside it the longest task of the page's main thread meanwhile.
 */
const runs = 7;
const pictures = {
  "code, PNG": await code(),
  "photograph, PNG": await photograph().png().toBuffer(),
  "photograph, JPEG": await photograph().jpeg({ quality: 92 }).toBuffer(),
};

const window = await openChatWindow({}, "qwen3-235b-vl");
const rows: unknown[][] = [];
try {
  const { chat } = window;
  // The first paste loads the worker.
  await paste(chat, await sharp(pictures["code, PNG"]).resize(64).png().toBuffer());
  for (const [name, bytes] of Object.entries(pictures)) {
    const results: Pasted[] = [];
    for (let run = 0; run < runs; run += 1) results.push(await paste(chat, bytes));
    const times = results.map(({ ms }) => ms);
    rows.push([
      name,
      (bytes.length / 1e6).toFixed(1),
      median(results.map(({ seen }) => seen)).toFixed(0),
      median(times).toFixed(0),
      Math.max(...times).toFixed(0),
      Math.max(...results.map(({ longestTask }) => longestTask)).toFixed(0),
    ]);
  }
} finally {
  await window.close();
}
console.log(
  table(
    ["3840×2160", "MB", "Seen, median ms", "Chip, median ms", "Max ms", "Longest task ms"],
    rows,
  ),
);

interface Pasted {
  /** Until it can be seen at the composer: its preview, or the chip's own picture. */
  readonly seen: number;
  /** Until its chip is there. */
  readonly ms: number;
  /** 0 where none took 50 ms, which is what a browser calls long. */
  readonly longestTask: number;
}

async function paste(chat: ChatView, bytes: Buffer): Promise<Pasted> {
  const file = await chat.composer.evaluateHandle(async (_, base64) => {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    // What decoding the test's own base64 left to do must not count.
    await new Promise((rested) => setTimeout(rested, 500));
    return new File([bytes], "paste.png");
  }, bytes.toString("base64"));
  const result = await chat.composer.evaluate(pasteAndWatch, file);
  await file.dispose();
  await chat.frame.locator(".chip button[title=Remove]").click();
  await chat.frame.locator(".chip").waitFor({ state: "detached" });
  return result;
}

/** Runs in the page. */
async function pasteAndWatch(composer: Element, file: File): Promise<Pasted> {
  let longestTask = 0;
  const tasks = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longestTask = Math.max(longestTask, duration);
  });
  tasks.observe({ type: "longtask" });
  const seen = new Promise<number>((resolve) => {
    const options = { capture: true, once: true };
    document.addEventListener("load", () => resolve(performance.now()), options);
  });
  const shown = new Promise<number>((resolve) => {
    const observer = new MutationObserver(() => {
      if (document.querySelector(".chip:not([data-pending])") === null) return;
      observer.disconnect();
      resolve(performance.now());
    });
    observer.observe(document.body, { childList: true, subtree: true });
  });
  const clipboardData = new DataTransfer();
  clipboardData.items.add(file);
  const options = { clipboardData, bubbles: true, cancelable: true, composed: true };
  const start = performance.now();
  composer.dispatchEvent(new ClipboardEvent("paste", options));
  const ms = (await shown) - start;
  // The picture is drawn after its chip, and tasks are told of after they ended.
  await new Promise((rested) => setTimeout(rested, 500));
  tasks.disconnect();
  return { seen: (await seen) - start, ms, longestTask };
}

/** A screen full of code in 14 px type. */
async function code(): Promise<Buffer> {
  const browser = await launchBrowser();
  const page = await browser.newPage({ viewport: { width: 3840, height: 2160 } });
  await page.setContent(
    `<body style="margin:0;background:#1e1e1e;color:#d4d4d4;font:14px/19px monospace;columns:4">` +
      `<pre style="margin:0">${"const total = items.reduce((sum, { price }) => sum + price, 0); // €\n".repeat(460)}`,
  );
  const bytes = await page.screenshot();
  await browser.close();
  return bytes;
}

/** Soft spots of many colours: what compresses as badly as a photograph with little grain. */
function photograph() {
  const channels = 3;
  const [width, height] = [960, 540];
  const raw = Buffer.from(
    Array.from({ length: width * height * channels }, (_, i) => (i * 2654435761) >>> 24),
  );
  return sharp(raw, { raw: { width, height, channels } }).blur(6).normalise().resize(3840, 2160);
}
