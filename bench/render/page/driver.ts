import { transcript, type Peer } from "./peer.ts";

export interface StreamOptions {
  readonly deltas: readonly string[];
  /** Null: one in each frame, as fast as frames come. */
  readonly perSecond: number | null;
  /** The text that shows that all of it is there; null for a peer that shows nothing. */
  readonly lastWords: string | null;
}

export interface Streamed {
  /** When each frame began, in milliseconds. */
  readonly frames: readonly number[];
  readonly longTasks: readonly number[];
  /** From the last delta to the first frame that shows it, in milliseconds. */
  readonly lag: number;
  readonly elements: number;
}

/** What the bench calls in the page. */
export interface Driver {
  open(messages: readonly string[]): Promise<Opened>;
  begin(given: string): Promise<void>;
  load(options: StreamOptions): void;
  stream(): Promise<Streamed>;
  /** From each key to the first frame after it, in milliseconds. */
  readonly keyTimes: number[];
  scroll(step: number): Promise<readonly number[]>;
}

export interface Opened {
  /** Until the first frame was painted, in milliseconds. */
  readonly firstFrame: number;
  readonly longTasks: readonly number[];
}

declare global {
  var driver: Driver | undefined;
}

/** How long the main thread is watched after the end for what was put off, in milliseconds. */
const settleMs = 400;
/** How long the end of an answer is waited for, in milliseconds. */
const longestWaitMs = 20_000;

/** Lets the bench drive a peer. */
export function drive(peer: Peer): void {
  let options: StreamOptions = { deltas: [], perSecond: null, lastWords: null };
  const keyTimes: number[] = [];
  document.addEventListener("keydown", ({ timeStamp }) => {
    void nextPaint().then((now) => keyTimes.push(now - timeStamp));
  });
  globalThis.driver = {
    keyTimes,
    async open(messages) {
      const watch = watchFrames();
      const start = performance.now();
      peer.open(messages);
      const firstFrame = (await nextPaint()) - start;
      await idle();
      return { firstFrame, longTasks: watch.stop().longTasks };
    },
    async begin(given) {
      peer.begin();
      if (given !== "") peer.take(given, true);
      // A view that is told by messages draws in the second frame.
      await nextPaint();
      await nextPaint();
      await idle();
    },
    load: (given) => (options = given),
    async stream() {
      const watch = watchFrames();
      const { deltas, perSecond, lastWords } = options;
      if (perSecond === null) await eachFrame(deltas, (delta) => peer.take(delta, true));
      else await paced(deltas, perSecond, (delta) => peer.take(delta, false));
      const delivered = performance.now();
      peer.end();
      const lag = lastWords === null ? Number.NaN : (await untilShown(lastWords)) - delivered;
      await idle();
      return { ...watch.stop(), lag, elements: document.querySelectorAll("*").length };
    },
    async scroll(step) {
      const watch = watchFrames();
      const { scroller } = transcript();
      while (scroller.scrollTop > 0) {
        scroller.scrollTop -= step;
        await nextPaint();
      }
      return watch.stop().frames;
    },
  };
}

type Take = (delta: string) => void;

async function eachFrame(deltas: readonly string[], take: Take): Promise<void> {
  for (const delta of deltas) {
    take(delta);
    await nextPaint();
  }
}

/** Each delta arrives as a message of its own, from a thread that keeps the time. */
function paced(deltas: readonly string[], perSecond: number, take: Take): Promise<void> {
  const worker = new Worker(URL.createObjectURL(new Blob([`(${String(keepTime)})()`])));
  return new Promise((resolve) => {
    let left = deltas.length;
    worker.addEventListener("message", ({ data }: MessageEvent<string>) => {
      take(data);
      left -= 1;
      if (left > 0) return;
      worker.terminate();
      resolve();
    });
    worker.postMessage({ deltas, perSecond });
  });
}

/** Runs in the worker. */
function keepTime(): void {
  addEventListener("message", ({ data }: MessageEvent<StreamOptions & { perSecond: number }>) => {
    const start = performance.now();
    let sent = 0;
    const timer = setInterval(() => {
      const due = ((performance.now() - start) * data.perSecond) / 1000;
      for (; sent < due && sent < data.deltas.length; sent++) postMessage(data.deltas[sent]);
      if (sent === data.deltas.length) clearInterval(timer);
    }, 1);
  });
}

function idle(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, settleMs));
}

/** The time after the next frame was painted. */
function nextPaint(): Promise<number> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.addEventListener("message", () => resolve(performance.now()));
      port1.start();
      port2.postMessage(null);
    });
  });
}

async function untilShown(text: string): Promise<number> {
  const start = performance.now();
  for (;;) {
    const now = await nextPaint();
    if (document.querySelector(".transcript")?.textContent?.includes(text) === true) return now;
    if (now - start > longestWaitMs) return Number.POSITIVE_INFINITY;
  }
}

interface Watch {
  stop(): { readonly frames: readonly number[]; readonly longTasks: readonly number[] };
}

function watchFrames(): Watch {
  const frames: number[] = [];
  const longTasks: number[] = [];
  const observer = new PerformanceObserver((list) =>
    longTasks.push(...list.getEntries().map(({ duration }) => duration)),
  );
  observer.observe({ entryTypes: ["longtask"] });
  let frame = requestAnimationFrame(function next(now) {
    frames.push(now);
    frame = requestAnimationFrame(next);
  });
  return {
    stop() {
      cancelAnimationFrame(frame);
      longTasks.push(...observer.takeRecords().map(({ duration }) => duration));
      observer.disconnect();
      return { frames, longTasks };
    },
  };
}
