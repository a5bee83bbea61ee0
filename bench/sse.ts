import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { median, percentile, table } from "./support/figures.ts";

/**
 * What it costs to read an answer of 15,000 chunks: `src/api` beside a loop that does only what no client can leave
 * out, and beside the `openai` client. The server has its own process; so has each run of a client, which reads one
 * answer to warm up; clients take turns, and medians are shown. CPU is that of all threads of the client's process.
 */
const names = ["bare", "src/api", "openai"];
const rounds = 7;

const server = fork(join(import.meta.dirname, "support/sseServer.ts"));
const [port] = await once(server, "message");
const baseUrl = `http://127.0.0.1:${port}`;
try {
  for (const kind of ["burst", "each"]) await printCost(kind);
  await printFirstDelta();
} finally {
  server.disconnect();
}

interface Sample {
  readonly cpu: number;
  readonly wall: number;
  readonly first: number;
  readonly deltas: number;
}

async function printCost(kind: string): Promise<void> {
  const samples = await measure(kind, 3, rounds);
  const cpu = (name: string): number => median(valuesOf(samples, name, "cpu"));
  const rows = names.map((name) => {
    const deltas = median(valuesOf(samples, name, "deltas"));
    const share = (other: string): string => `${(cpu(name) / cpu(other)).toFixed(2)}×`;
    return [
      name,
      deltas,
      median(valuesOf(samples, name, "wall")).toFixed(0),
      cpu(name).toFixed(0),
      ((cpu(name) / deltas) * 1000).toFixed(2),
      share("bare"),
      share("openai"),
    ];
  });
  const what = kind === "burst" ? "Writes of 64 KB" : "One write for each event";
  const columns = ["Client", "Deltas", "Wall ms", "CPU ms", "CPU ms/1,000", "Of bare", "Of openai"];
  console.log(`\n${what}\n\n${table(columns, rows)}`);
}

async function printFirstDelta(): Promise<void> {
  const samples = await measure("short", 40, 9);
  const bare = median(valuesOf(samples, "bare", "first"));
  const rows = names.map((name) => {
    const first = valuesOf(samples, name, "first");
    const over = median(first) - bare;
    return [name, median(first).toFixed(3), percentile(first, 0.95).toFixed(3), over.toFixed(3)];
  });
  console.log(
    `\nTime to the first delta\n\n${table(["Client", "Median ms", "p95 ms", "Over bare"], rows)}`,
  );
}

async function measure(
  kind: string,
  times: number,
  rounds: number,
): Promise<Map<string, Sample[]>> {
  const samples = new Map<string, Sample[]>(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round++)
    for (const name of names) samples.get(name)?.push(...(await run(name, kind, times)));
  return samples;
}

async function run(name: string, kind: string, times: number): Promise<readonly Sample[]> {
  const file = join(import.meta.dirname, "support/sseClient.ts");
  const child: ChildProcess = fork(file, [name, baseUrl, kind, String(times)]);
  const [samples] = await Promise.race([
    once(child, "message"),
    once(child, "exit").then(() => Promise.reject(new Error(`The client ${name} failed.`))),
  ]);
  return samples;
}

function valuesOf(
  samples: ReadonlyMap<string, readonly Sample[]>,
  name: string,
  key: keyof Sample,
): number[] {
  return (samples.get(name) ?? []).map((sample) => sample[key]);
}
