import { setTimeout as delay } from "node:timers/promises";
import { defaultModels, type Model } from "../dev/standIn/models.ts";
import { now, type RequestRecord } from "../dev/standIn/record.ts";
import { askBuiltInChat, openBuiltInChat } from "../dev/vscode/builtInChat.ts";
import { type ChatWindow, newChat, openChatWindow } from "./support/chatWindow.ts";
import { median, table } from "./support/figures.ts";

/**
 * VS Code's own chat with our model beside our own view, in one window of a real VS Code: from the key that stops an
 * answer to the server's noticing it. Aim: at most 200 ms.
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
  const columns = ["Chat", "Times", "Stop median ms", "max"];
  console.log(table(columns, [row("Our own view", own), row("VS Code's own chat", builtIn)]));
} finally {
  await chatWindow.close();
}

/** The first one starts what is loaded when it is first needed. */
async function repeat(measure: () => Promise<number>): Promise<readonly number[]> {
  await measure();
  const all: number[] = [];
  for (let run = 0; run < times; run++) all.push(await measure());
  return all;
}

function row(name: string, all: readonly number[]): unknown[] {
  return [name, times, Math.round(median(all)), Math.round(Math.max(...all))];
}

async function inOwnView({ chat, standIn }: ChatWindow): Promise<number> {
  await newChat(chat);
  standIn.reset();
  await chat.ask(question);
  await firstSent(standIn.requests);
  const stoppedAt = now();
  await chat.composer.press("Escape");
  const stopMs = (await disconnected(standIn.requests)) - stoppedAt;
  await chat.lastAnswer().becomes("stopped");
  return stopMs;
}

async function inBuiltInChat({ page, standIn }: ChatWindow): Promise<number> {
  standIn.reset();
  await askBuiltInChat(page, question);
  await firstSent(standIn.requests);
  const stoppedAt = now();
  await page.keyboard.press("Control+Escape");
  const stopMs = (await disconnected(standIn.requests)) - stoppedAt;
  // The next question would be queued until this answer has ended on the screen, too.
  await delay(1500);
  return stopMs;
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
