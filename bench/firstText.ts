import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { createVSIX } from "@vscode/vsce";
import type { Locator } from "playwright-core";
import { root } from "../dev/root.ts";
import { scratchFolder } from "../dev/scratchFolder.ts";
import { defaultModels, type Model } from "../dev/standIn/models.ts";
import { askBuiltInChat, openBuiltInChat } from "../dev/vscode/builtInChat.ts";
import { runCommand } from "../dev/vscode/workbench.ts";
import { differenceOfClocks } from "./support/clocks.ts";
import { type ChatWindow, openChatWindow } from "./support/chatWindow.ts";
import { median, percentile, table } from "./support/figures.ts";

/**
 * From an answer's first text leaving the server to the DOM that shows it: in our own view, and in VS Code's own
 * chat through our model and through `@eigen`. What VS Code takes for itself is measured with an extension that
 * hands on every text as it comes. One window, one after the other. Aim: VS Code's own chat at most 30 ms later.
 */
const times = 15;
/** How far each answer counts. */
const length = 40;
const models = defaultModels.map((model): Model => Object.assign({}, model, { thinking: "none" }));

const barePackage = join(await scratchFolder("bare"), "bare.vsix");
await createVSIX({
  cwd: join(root, "bench", "support", "bare"),
  packagePath: barePackage,
  dependencies: false,
  allowMissingRepository: true,
  skipLicense: true,
});
const chatWindow = await openChatWindow({ rate: 60, models }, "gpt-oss-120b", {
  extensions: [barePackage],
  settings: {
    "chat.disableAIFeatures": false,
    "eigen.models": [{ id: "gpt-oss-120b", tools: true }],
  },
  languageModels: [
    { name: "Eigen AI", vendor: "eigen" },
    { name: "Bare", vendor: "bare" },
  ],
});
const { page, chat } = chatWindow;

interface Place {
  readonly name: string;
  readonly document: Locator;
  /** Where answers stand in it. */
  readonly answers: string;
  ask(question: string): Promise<void>;
}

const ownView: Place = {
  name: "our own view",
  document: chat.frame.locator("body"),
  answers: '[data-part="answer"]',
  ask: (question) => chat.ask(question),
};

try {
  await openBuiltInChat(page);
  const places = [
    ownView,
    builtIn("VS Code's chat, our model", "Bare: Use Eigen's Model"),
    builtIn("VS Code's chat, bare model", "Bare: Use Its Model"),
    builtIn("VS Code's chat, @eigen", undefined, "@eigen "),
    builtIn("VS Code's chat, @bare", undefined, "@bare "),
  ];
  const latencies = new Map<Place, number[]>(places.map((place) => [place, []]));
  let first = 1001;
  for (let run = 0; run <= times; run++) {
    for (const [place, all] of latencies) {
      const latency = await measure(chatWindow, place, first);
      // The first one starts what is loaded when it is first needed.
      if (run > 0) all.push(latency);
      first += 100;
    }
  }
  const rows: unknown[][] = [];
  for (const [{ name }, all] of latencies) {
    const figures = [median(all), percentile(all, 0.95), Math.max(...all)];
    rows.push([name, all.length, ...figures.map((value) => value.toFixed(0))]);
  }
  console.log(table(["Chat", "Times", "Median ms", "p95 ms", "Max ms"], rows));
} finally {
  await chatWindow.close();
}

function builtIn(name: string, command: string | undefined, mention = ""): Place {
  return {
    name,
    document: page.locator("body"),
    answers: ".interactive-response",
    async ask(question) {
      if (command !== undefined) await runCommand(page, command);
      await askBuiltInChat(page, mention + question);
    },
  };
}

/** No other answer has the numbers of this one: VS Code's list draws earlier ones anew. */
async function measure({ standIn }: ChatWindow, place: Place, first: number): Promise<number> {
  standIn.reset();
  const last = first + length;
  const [firstSeen, lastSeen] = [await watch(place, first), await watch(place, last)];
  await place.ask(`Count from ${first} to ${last}`);
  const seenAt = await firstSeen();
  await lastSeen();
  // VS Code's list would queue the next question until this answer has ended for it, too.
  await delay(700);
  const sentAt = standIn.requests.find(({ sent }) => sent.length > 0)?.sent[0]?.[0];
  if (sentAt === undefined) throw new Error("The server sent nothing.");
  return seenAt - (await differenceOfClocks(place.document)) - sentAt;
}

/** Looks from now on for the number in an answer; what it returns waits for the moment. */
async function watch({ document, answers }: Place, number: number): Promise<() => Promise<number>> {
  const sighting = await document.evaluateHandle(noteSighting, [answers, String(number)] as const);
  return async () => {
    for (const end = Date.now() + 60_000; Date.now() < end; await delay(20)) {
      const { at } = await sighting.jsonValue();
      if (at !== undefined) return at;
    }
    throw new Error(`No answer showed ${number}.`);
  };
}

/** Runs in the page. */
function noteSighting(
  _body: Element,
  [answers, word]: readonly [string, string],
): { at: number | undefined } {
  const sighting: { at: number | undefined } = { at: undefined };
  const observer = new MutationObserver(() => {
    const all = [...document.querySelectorAll(answers)];
    if (!all.some(({ textContent }) => textContent.includes(word))) return;
    sighting.at = performance.timeOrigin + performance.now();
    observer.disconnect();
  });
  observer.observe(document.body, { subtree: true, childList: true, characterData: true });
  return sighting;
}
