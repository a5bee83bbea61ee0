import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { createComplete } from "../src/api/completion.ts";
import { median, percentile, table } from "./support/figures.ts";

/**
 * How long Stop takes in each phase of an answer: from the abort to the end of the completion. The server has its own
 * process; the moment of the stop differs each time. Aim: p99 at most 100 ms.
 */
const times = 200;
const phases = {
  "Before the first byte": "silent",
  "In a stream of 15,000 events": "each",
  "In a stream of 64 KB writes": "burst",
  "Before the next attempt": "busy",
};

const server = fork(join(import.meta.dirname, "support/sseServer.ts"));
const [port] = await once(server, "message");
try {
  const rows: unknown[][] = [];
  for (const [phase, path] of Object.entries(phases)) {
    const waits: number[] = [];
    for (let run = 0; run < times; run++) waits.push(await stop(path, 3 + (run % 10)));
    const figures = [median(waits), percentile(waits, 0.99), Math.max(...waits)];
    rows.push([phase, times, ...figures.map((value) => value.toFixed(2))]);
  }
  console.log(table(["Stopped", "Times", "Median ms", "p99 ms", "Max ms"], rows));
} finally {
  server.disconnect();
}

async function stop(path: string, afterMs: number): Promise<number> {
  const limits = { firstByteMs: 60_000, idleMs: 60_000, contentMs: 60_000 };
  const baseUrl = `http://127.0.0.1:${port}/${path}/v1`;
  const complete = createComplete(() => ({ baseUrl, apiKey: "benchmark", timeouts: limits }));
  const abort = new AbortController();
  const answer = complete(
    { model: "m", messages: [{ role: "user", content: "Hi" }], parameters: {} },
    { signal: abort.signal, onEvent: () => undefined },
  );
  await delay(afterMs);
  const startedAt = performance.now();
  abort.abort();
  const { type } = await answer;
  if (type !== "stopped") throw new Error(`${path}: the answer is ${type}.`);
  return performance.now() - startedAt;
}
