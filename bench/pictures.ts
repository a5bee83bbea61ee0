import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ChatView } from "../dev/vscode/chatView.ts";
import { launchBrowser } from "../dev/vscode/browser.ts";
import { openChatWindow } from "./support/chatWindow.ts";
import { findExtensionHost } from "./support/extensionHost.ts";
import { table } from "./support/figures.ts";

/**
 * 50 pictures in one conversation: the extension host's memory while the requests grow, and whether any picture's
 * text form is in the database. Aims: at most 100 MB more than before the first picture; none.
 */
const questions = 5;
const picturesEach = 10;

const folder = mkdtempSync(join(tmpdir(), "pictures-"));
const files = await drawScreens(questions * picturesEach);
const window = await openChatWindow({ rate: Number.POSITIVE_INFINITY }, "qwen3-235b-vl");
const host = await findExtensionHost();
const rows: unknown[][] = [];
try {
  const { chat, standIn } = window;
  await chat.ask("Hello");
  await chat.lastAnswer().becomes("complete");
  const before = { resident: host.residentMegabytes(), heap: await host.heapMegabytes() };
  let peak = before.resident;
  const watching = setInterval(() => (peak = Math.max(peak, host.residentMegabytes())), 20);
  for (let question = 1; question <= questions; question += 1) {
    peak = host.residentMegabytes();
    for (const file of files.slice((question - 1) * picturesEach, question * picturesEach))
      await paste(chat, file);
    await chat.ask("What do you see?");
    await chat.answers().nth(question).waitFor();
    await chat.lastAnswer().becomes("complete");
    const body = JSON.stringify(standIn.requests.at(-1)?.body).length / 1e6;
    const heap = await host.heapMegabytes();
    rows.push([
      question * picturesEach,
      body.toFixed(1),
      (heap - before.heap).toFixed(1),
      (host.residentMegabytes() - before.resident).toFixed(1),
      (peak - before.resident).toFixed(1),
    ]);
    standIn.reset();
  }
  clearInterval(watching);
  const stored = databaseFiles(window.dataDir);
  const withBase64 = stored.filter((file) =>
    /iVBORw0KGgo|;base64,/.test(readFileSync(file, "latin1")),
  );
  const bytes = stored.reduce((sum, file) => sum + readFileSync(file).length, 0);
  console.log(
    `Database: ${(bytes / 1e6).toFixed(2)} MB in ${stored.length} files, ${withBase64.length} of them with base64.\n`,
  );
} finally {
  host.close();
  await window.close();
  rmSync(folder, { recursive: true });
}
console.log(
  table(["Pictures", "Request MB", "Heap +MB", "Resident +MB", "Resident at most +MB"], rows),
);

/** Pastes a picture and waits for its chip. */
async function paste(chat: ChatView, path: string): Promise<void> {
  const base64 = readFileSync(path).toString("base64");
  const chips = chat.frame.locator(".composer .chip");
  const before = await chips.count();
  await chat.composer.evaluate((composer, base64) => {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const clipboardData = new DataTransfer();
    clipboardData.items.add(new File([bytes], "screen.png"));
    const options = { clipboardData, bubbles: true, cancelable: true, composed: true };
    composer.dispatchEvent(new ClipboardEvent("paste", options));
  }, base64);
  await chips.nth(before).waitFor();
}

/** The database and its log. */
function databaseFiles(dataDir: string): readonly string[] {
  return readdirSync(dataDir, { recursive: true, encoding: "utf8" })
    .filter((path) => /conversations\.db(-wal)?$/.test(path))
    .map((path) => join(dataDir, path));
}

/** Screens of 2560×1440 full of code, each with its own. */
async function drawScreens(count: number): Promise<readonly string[]> {
  const browser = await launchBrowser();
  const page = await browser.newPage({ viewport: { width: 2560, height: 1440 } });
  const paths: string[] = [];
  for (let i = 0; i < count; i += 1) {
    const line = `const total${i} = items.reduce((sum, { price }) => sum + price * ${i}, 0);\n`;
    await page.setContent(
      `<body style="margin:0;background:#1e1e1e;color:#d4d4d4;font:14px/19px monospace;columns:3">` +
        `<pre style="margin:0">${line.repeat(225)}`,
    );
    const path = join(folder, `screen${i}.png`);
    writeFileSync(path, await page.screenshot());
    paths.push(path);
  }
  await browser.close();
  return paths;
}
