import { median, percentile } from "../support/figures.ts";
import { lastWords, toDeltas, writeAnswer, writeConversation } from "./answer.ts";
import type { PeerName } from "./peerPages.ts";
import type { PeerWindow } from "./peerWindow.ts";

export interface Scenario {
  readonly title: string;
  readonly peers: readonly PeerName[];
  /** Whether frames come as a screen shows them, or as fast as they are drawn. */
  readonly capped: boolean;
  readonly columns: readonly Column[];
  measure(window: PeerWindow, peer: PeerName): Promise<Figures>;
}

/** What one run gave; times in milliseconds, `heap` in MB. */
export type Figures = Readonly<Record<string, number | readonly number[]>>;

/**
 * A figure by its name; "net" is the CPU time over that of the harness alone, with its ratios to the floor and to
 * streamdown, "net per frame" the same for one frame.
 */
export type Column = string;

const everyone: readonly PeerName[] = [
  "nothing",
  "pre",
  "pre-window",
  "eigen",
  "streamdown",
  "react-markdown",
  "markdown-it",
  "streaming-markdown",
  "mynah",
];
const keepingUp: readonly PeerName[] = ["nothing", "pre-window", "eigen", "streamdown"];
const streamed = [
  "task",
  "script",
  "layout",
  "style",
  "long tasks",
  "longest",
  "gap p95",
  "gap max",
];

export const scenarios: Readonly<Record<string, Scenario>> = {
  paced: {
    title: "60 KB at 1,000 deltas/s",
    peers: everyone,
    capped: true,
    columns: ["net", ...streamed, "lag", "elements", "heap"],
    measure: stream({ length: 60 * 1024, perSecond: 1000 }),
  },
  paced200: {
    title: "6 KB at 200 deltas/s",
    peers: keepingUp,
    capped: true,
    columns: ["net", ...streamed, "lag"],
    measure: stream({ length: 6 * 1024, perSecond: 200 }),
  },
  frames: {
    title: "15 KB, 64 characters in each frame",
    peers: everyone,
    capped: false,
    columns: ["net", ...streamed, "elements", "heap"],
    measure: stream({ length: 15 * 1024 }),
  },
  after200: {
    title: "15 KB, 64 characters in each frame, after 200 messages (360 KB)",
    peers: [...keepingUp, "react-markdown", "streaming-markdown"],
    capped: false,
    columns: ["net", ...streamed, "elements", "heap"],
    measure: stream({ length: 15 * 1024, earlier: 200 }),
  },
  growth15: {
    title: "The last 2 KB of 15 KB, 64 characters in each frame",
    peers: [...keepingUp, "react-markdown", "streaming-markdown"],
    capped: false,
    columns: ["net per frame", ...streamed],
    measure: stream({ length: 15 * 1024, last: 2 * 1024 }),
  },
  growth240: {
    title: "The last 2 KB of 240 KB, 64 characters in each frame",
    peers: [...keepingUp, "react-markdown", "streaming-markdown"],
    capped: false,
    columns: ["net per frame", ...streamed],
    measure: stream({ length: 240 * 1024, last: 2 * 1024 }),
  },
  typing: {
    title: "Typing while 1,000 deltas/s stream",
    peers: ["pre-window", "eigen", "streamdown"],
    capped: true,
    columns: ["keys", "key p50", "key p95", "key max"],
    measure: typeWhileStreaming,
  },
  open: {
    title: "Opening a conversation of 200 messages (600 KB)",
    peers: ["pre", "eigen", "streamdown", "react-markdown", "markdown-it"],
    capped: true,
    columns: ["first frame", "task", "long tasks", "longest", "elements", "heap"],
    measure: open(200, 600 * 1024),
  },
  long: {
    title: "Opening 1,000 messages (2 MB), and scrolling through them",
    peers: ["eigen"],
    capped: true,
    columns: [
      "first frame",
      "task",
      "long tasks",
      "longest",
      "elements",
      "heap",
      "scrolled frames",
      "scroll p95",
      "scroll max",
      "elements after",
      "heap after",
    ],
    measure: openAndScroll,
  },
};

interface StreamSetting {
  readonly length: number;
  /** How much of its end comes while it is measured; the rest is there from the start. */
  readonly last?: number;
  /** Without it, 64 characters come in each frame. */
  readonly perSecond?: number;
  /** How many messages are there before. */
  readonly earlier?: number;
}

function stream({ length, last = length, perSecond, earlier = 0 }: StreamSetting) {
  return async (window: PeerWindow, peer: PeerName): Promise<Figures> => {
    const { page } = window;
    if (earlier > 0) {
      const stored = writeConversation(earlier, earlier * 1800);
      await page.evaluate(async (messages) => driver?.open(messages), stored);
    }
    await load(window, peer, { text: writeAnswer(5 * 1024, 7) });
    await page.evaluate(async () => driver?.begin("").then(async () => driver?.stream()));
    const text = writeAnswer(length);
    const given = text.slice(0, -last);
    await load(window, peer, { text: text.slice(-last), ...(perSecond && { perSecond }) });
    await page.evaluate(async (given) => driver?.begin(given), given);
    const heap = await window.heap();
    const before = await window.spent();
    const result = await page.evaluate(async () => driver?.stream());
    const after = await window.spent();
    if (result === undefined) throw new Error("no driver");
    const { frames, longTasks, lag, elements } = result;
    return {
      task: after.task - before.task,
      script: after.script - before.script,
      layout: after.layout - before.layout,
      style: after.style - before.style,
      ...tasks(longTasks),
      "gap p95": percentile(gaps(frames), 0.95),
      "gap max": Math.max(...gaps(frames)),
      frames: frames.length,
      gaps: gaps(frames),
      lag,
      elements,
      heap: (await window.heap()) - heap,
    };
  };
}

async function load(
  { page }: PeerWindow,
  peer: PeerName,
  { text, perSecond }: { readonly text: string; readonly perSecond?: number },
): Promise<void> {
  const deltas = perSecond === undefined ? (text.match(/.{1,64}/gsu) ?? []) : toDeltas(text);
  await page.evaluate((options) => driver?.load(options), {
    deltas,
    perSecond: perSecond ?? null,
    lastWords: peer === "nothing" ? null : lastWords,
  });
}

function gaps(frames: readonly number[]): readonly number[] {
  return frames.slice(1).map((time, index) => time - (frames[index] ?? time));
}

function tasks(longTasks: readonly number[]): Figures {
  return { "long tasks": longTasks.length, longest: Math.max(0, ...longTasks) };
}

async function typeWhileStreaming(window: PeerWindow, peer: PeerName): Promise<Figures> {
  const { page } = window;
  await load(window, peer, { text: writeAnswer(40 * 1024), perSecond: 1000 });
  await page.getByRole("textbox", { name: "Message" }).focus();
  await page.evaluate(async () => driver?.begin(""));
  const streaming = page.evaluate(async () => driver?.stream());
  await page.keyboard.type("How long does it take until this is shown? ".repeat(3), { delay: 60 });
  await streaming;
  const times = await page.evaluate(() => driver?.keyTimes ?? []);
  return {
    keys: times.length,
    "key p50": median(times),
    "key p95": percentile(times, 0.95),
    "key max": Math.max(...times),
  };
}

function open(messages: number, size: number) {
  return async (window: PeerWindow): Promise<Figures> => {
    const { page } = window;
    const stored = writeConversation(messages, size);
    await page.evaluate(async (messages) => driver?.open(messages), writeConversation(2, 5000));
    const heap = await window.heap();
    const before = await window.spent();
    const opened = await page.evaluate(async (messages) => driver?.open(messages), stored);
    const after = await window.spent();
    if (opened === undefined) throw new Error("no driver");
    return {
      "first frame": opened.firstFrame,
      task: after.task - before.task,
      ...tasks(opened.longTasks),
      elements: await page.locator("*").count(),
      heap: (await window.heap()) - heap,
    };
  };
}

async function openAndScroll(window: PeerWindow): Promise<Figures> {
  const opened = await open(1000, 2000 * 1024)(window);
  const frames = (await window.page.evaluate(async () => driver?.scroll(300))) ?? [];
  return {
    ...opened,
    "scrolled frames": frames.length,
    "scroll p95": percentile(gaps(frames), 0.95),
    "scroll max": Math.max(...gaps(frames)),
    "elements after": await window.page.locator("*").count(),
    "heap after": await window.heap(),
  };
}
