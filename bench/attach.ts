import { cp, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { root } from "../dev/root.ts";
import { scratchFolder } from "../dev/scratchFolder.ts";
import type { ChatView } from "../dev/vscode/chatView.ts";
import { runCommand } from "../dev/vscode/workbench.ts";
import { openChatWindow } from "./support/chatWindow.ts";
import { median, percentile, table } from "./support/figures.ts";

/**
 * How long it takes in a real VS Code until what was asked for can be seen: from a key to the chip of the selection, and
 * from a key in the composer to the suggestions, in a workspace of 12,000 files. Both ends are read off the page's clock.
 */
const times = 30;
const folders = 120;
const filesEach = 100;

const folder = await bigWorkspace();
const window = await openChatWindow({}, "gpt-oss-120b", { folder });
const { page, chat } = window;
try {
  const rows = [
    row("Ctrl+Alt+E to the selection's chip", await selectionToChip(), "≤ 50 ms"),
    row("a letter after @ to the suggestions", await letterToSuggestions(), ""),
  ];
  console.log(table(["What", "Times", "Median ms", "p95 ms", "Aim"], rows));
} finally {
  await window.close();
}

async function selectionToChip(): Promise<readonly number[]> {
  await runCommand(page, "Go to File");
  await page.keyboard.type("greet.ts");
  await page.getByRole("option", { name: "greet.ts" }).first().click();
  const text = page.locator(".editor-instance .view-lines").first();
  await text.waitFor();
  await page.evaluate(notePress);
  const waits: number[] = [];
  for (let run = 0; run <= times; run++) {
    await text.click();
    await page.keyboard.press("Control+Home");
    for (let line = 0; line < run % 15; line++) await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Shift+ArrowDown");
    await page.keyboard.press("Shift+End");
    const seen = await watch(chat, ".chip:not([data-offered])");
    await page.keyboard.press("Control+Alt+e");
    waits.push(
      (await seen()) - (await page.evaluate(() => Number(document.body.dataset["pressedAt"]))),
    );
    await chat.frame
      .getByRole("button", { name: /^Remove / })
      .first()
      .click();
    await chat.frame.locator(".chip").first().waitFor({ state: "detached" });
  }
  // The first one loads the rules of the secrets' scan.
  return waits.slice(1);
}

/** Runs in the window: notes when Ctrl+Alt+E is pressed. */
function notePress(): void {
  addEventListener(
    "keydown",
    ({ code, timeStamp }) => {
      if (code === "KeyE")
        document.body.dataset["pressedAt"] = String(performance.timeOrigin + timeStamp);
    },
    { capture: true },
  );
}

async function letterToSuggestions(): Promise<readonly number[]> {
  const waits: number[] = [];
  await chat.composer.click();
  for (let run = 0; run <= times; run++) {
    await chat.composer.fill("");
    await chat.composer.pressSequentially("@");
    await chat.frame.getByRole("option").first().waitFor();
    const letter = String.fromCodePoint(97 + (run % 26));
    const seen = await watch(chat, ".completion-label");
    await chat.composer.evaluate((box) => {
      box.addEventListener(
        "keydown",
        () => {
          const pressedAt = performance.timeOrigin + performance.now();
          Object.assign(globalThis, { pressedAt });
        },
        { once: true, capture: true },
      );
    });
    await chat.composer.press(letter);
    const end = await seen();
    waits.push(end - Number(await chat.composer.evaluate(() => Object(globalThis).pressedAt)));
    await chat.composer.press("Escape");
  }
  // The first one lists the files.
  return waits.slice(1);
}

/** Waits in the view, beginning now, until the elements of a kind say something else; resolves to the time of that. */
async function watch(chat: ChatView, selector: string): Promise<() => Promise<number>> {
  await chat.composer.evaluate((_, selector) => {
    const said = () =>
      Array.from(document.querySelectorAll(selector), ({ textContent }) => textContent).join();
    const before = said();
    const seen = new Promise<number>((resolve) => {
      const observer = new MutationObserver(() => {
        if (said() === before) return;
        observer.disconnect();
        resolve(performance.timeOrigin + performance.now());
      });
      observer.observe(document, { subtree: true, childList: true, characterData: true });
    });
    Object.assign(globalThis, { seen });
  }, selector);
  return async () => Number(await chat.composer.evaluate(() => Object(globalThis).seen));
}

function row(what: string, waits: readonly number[], aim: string): readonly unknown[] {
  const [middle, high] = [median(waits), percentile(waits, 0.95)];
  return [what, waits.length, middle.toFixed(1), high.toFixed(1), aim];
}

/** The sample, and so many files beside it. */
async function bigWorkspace(): Promise<string> {
  const scratch = await scratchFolder("attach");
  await cp(join(root, "dev", "sample"), scratch, { recursive: true });
  for (let i = 0; i < folders; i++) {
    const path = join(scratch, "big", `folder${i}`);
    await mkdir(path, { recursive: true });
    for (let j = 0; j < filesEach; j++) {
      const letter = String.fromCodePoint(97 + ((i + j) % 26));
      await writeFile(join(path, `${letter}Module${i}${j}.ts`), `export const n = ${j};\n`);
    }
  }
  return scratch;
}
