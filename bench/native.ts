import { setTimeout as delay } from "node:timers/promises";
import { defaultModels, type Model } from "../dev/standIn/models.ts";
import { now, type RequestRecord } from "../dev/standIn/record.ts";
import { askBuiltInChat, openBuiltInChat } from "../dev/vscode/builtInChat.ts";
import { type ChatWindow, newChat, openChatWindow } from "./support/chatWindow.ts";
import { median, table } from "./support/figures.ts";

/**
 * VS Code's own chat with our model beside our own view, in one window of a real VS Code: from an answer's first chunk
 * leaving the server to its text on the screen, and from the key that stops an answer to the server's noticing it. Aims:
 * the first token within 30 ms of our own view, Stop at most 200 ms.
 */
const times = 10;
const question = "Count to 1200";
const models = defaultModels.map((model): Model => Object.assign({}, model, { thinking: "none" }));
const chatWindow = await openChatWindow({ rate: 60, models }, "gpt-oss-120b", {
  settings: {
    "chat.disableAIFeatures": false,
    "eigen.models": [{ id: "gpt-oss-120b", tools: true }],
  },
  languageModels: [{ name: "Eigen AI", vendor: "eigen" }],
});
try {
  const own = await repeat(() => inOwnView(chatWindow));
  await openBuiltInChat(chatWindow.page);
  const builtIn = await repeat(() => inBuiltInChat(chatWindow));
  const columns = ["Chat", "Times", "First token median ms", "max", "Stop median ms", "max"];
  console.log(table(columns, [row("Our own view", own), row("VS Code's own chat", builtIn)]));
} finally {
  await chatWindow.close();
}

interface Measured {
  readonly firstMs: number;
  readonly stopMs: number;
}

/** The first one starts what is loaded when it is first needed. */
async function repeat(measure: () => Promise<Measured>): Promise<readonly Measured[]> {
  await measure();
  const all: Measured[] = [];
  for (let run = 0; run < times; run++) all.push(await measure());
  return all;
}

function row(name: string, all: readonly Measured[]): unknown[] {
  const figures = [all.map(({ firstMs }) => firstMs), all.map(({ stopMs }) => stopMs)];
  return [name, times, ...figures.flatMap((each) => [median(each), Math.max(...each)])].map(
    (value) => (typeof value === "number" ? Math.round(value) : value),
  );
}

async function inOwnView({ chat, standIn }: ChatWindow): Promise<Measured> {
  await newChat(chat);
  standIn.reset();
  const seen = chat.frame.locator("body").evaluate(whenTextAppears, '[data-part="answer"]');
  await chat.ask(question);
  const firstMs = (await seen) - (await firstSent(standIn.requests));
  const stoppedAt = now();
  await chat.composer.press("Escape");
  const stopMs = (await disconnected(standIn.requests)) - stoppedAt;
  await chat.lastAnswer().becomes("stopped");
  return { firstMs, stopMs };
}

async function inBuiltInChat({ page, standIn }: ChatWindow): Promise<Measured> {
  standIn.reset();
  const seen = page
    .locator("body")
    .evaluate(whenTextAppears, ".interactive-response .rendered-markdown");
  await askBuiltInChat(page, question);
  const firstMs = (await seen) - (await firstSent(standIn.requests));
  const stoppedAt = now();
  await page.keyboard.press("Control+Escape");
  const stopMs = (await disconnected(standIn.requests)) - stoppedAt;
  // The next question would be queued until this answer has ended on the screen, too.
  await delay(1500);
  return { firstMs, stopMs };
}

/** Runs in a page: when an element that fits the selector and was not there before has text, in epoch milliseconds. */
function whenTextAppears(_: Element, selector: string): Promise<number> {
  const before = new Set(document.querySelectorAll(selector));
  return new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      const elements = [...document.querySelectorAll(selector)];
      if (!elements.some((each) => !before.has(each) && /\d/.test(each.textContent ?? ""))) return;
      observer.disconnect();
      resolve(performance.timeOrigin + performance.now());
    });
    observer.observe(document.body, { subtree: true, childList: true, characterData: true });
  });
}

async function firstSent(requests: readonly RequestRecord[]): Promise<number> {
  for (;;) {
    const sentAt = requests.at(-1)?.sent[0]?.[0];
    if (sentAt !== undefined) return sentAt;
    await delay(5);
  }
}

async function disconnected(requests: readonly RequestRecord[]): Promise<number> {
  for (;;) {
    const at = requests.at(-1)?.disconnectedAt;
    if (at !== undefined) return at;
    await delay(5);
  }
}
