import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { launchBrowser } from "./vscode/browser.ts";
import { openChat, setApiKey, type AnswerInView } from "./vscode/chatView.ts";
import { openWindow, widenSideBar } from "./vscode/workbench.ts";

export interface OnceOptions {
  readonly question: string;
  readonly key: string;
  /** The path of a picture to ask about. */
  readonly image: string | undefined;
  /** The PNG of the window afterwards. */
  readonly screenshot: string;
}

/**
 * Asks one question in the chat view as a user would, writes the answer to stdout as it appears there, and saves a
 * screenshot. Throws with the view's own words when there is no complete answer.
 */
export async function askOnce(url: string, options: OnceOptions): Promise<void> {
  const browser = await launchBrowser();
  try {
    const page = await openWindow(browser, url);
    const chat = await openChat(page);
    await widenSideBar(page, 560);
    await setApiKey(page, options.key);
    try {
      if (options.image !== undefined) await chat.drop(options.image);
      await chat.ask(options.question);
      const answer = chat.lastAnswer();
      await answer.article.or(chat.composerAlert).first().waitFor();
      if (await chat.composerAlert.isVisible())
        throw new Error(await chat.composerAlert.innerText());
      const state = await printAsItComes(answer);
      if (state === "complete") return;
      const reasons = await answer.article.locator('[role="alert"], [role="note"]').allInnerTexts();
      throw new Error(`The answer is ${state}. ${reasons.join(" ")}`);
    } finally {
      await mkdir(dirname(options.screenshot), { recursive: true });
      await page.screenshot({ path: options.screenshot });
      console.error(`Screenshot: ${options.screenshot}`);
    }
  } finally {
    await browser.close();
  }
}

/**
 * Writes the answer's text line by line; returns its final state. The last line is held back, because it may still
 * become something else, as `**bo` becomes bold.
 */
async function printAsItComes(answer: AnswerInView): Promise<string> {
  let printed = 0;
  for (;;) {
    const state = await answer.state();
    const lines = (await answer.text()).split("\n");
    const running = state === "waiting" || state === "streaming";
    const ready = running ? lines.slice(0, -1) : lines;
    for (const line of ready.slice(printed)) console.log(line);
    printed = Math.max(printed, ready.length);
    if (!running) return state;
    await delay(50);
  }
}
