import { execFileSync } from "node:child_process";
import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { root } from "../dev/root.ts";
import { startColours } from "./render/colours.ts";
import { isPeer } from "./render/peerPages.ts";
import { openPeer } from "./render/peerWindow.ts";
import { scenarios, type Figures } from "./render/scenarios.ts";
import { tables, type Run } from "./render/tables.ts";

/**
 * What showing answers costs the page's main thread, for this view and its peers, in Chromium:
 *
 *     npm run bench -- render [scenario…] [--peers a,b] [--rounds 5] [--add] [--record file.csv]
 *
 * In each round every peer has its turn, in a browser of its own. `--add` keeps what was measured before, so that a long
 * measurement can be done in parts; `--record` writes down the gaps between this view's frames.
 */
const { values, positionals } = parseArgs({
  args: process.argv.slice(3),
  allowPositionals: true,
  options: {
    peers: { type: "string" },
    rounds: { type: "string", default: "5" },
    add: { type: "boolean", default: false },
    record: { type: "string" },
  },
});
const wanted = positionals.length === 0 ? Object.keys(scenarios) : positionals;
const unknown = wanted.filter((name) => !(name in scenarios));
if (unknown.length > 0) throw new Error(`Not one of ${Object.keys(scenarios).join(", ")}`);

const results = join(root, "dist", "render.jsonl");
execFileSync(process.execPath, ["esbuild.mjs", "--production"], { cwd: root });
if (!values.add) rmSync(results, { force: true });
const colours = await startColours();
for (let round = 0; round < Number(values.rounds); round++) {
  for (const name of wanted) await measureAll(name);
}
colours.close();

const runs = readRuns();
console.log(`${cpus().length} cores (${cpus()[0]?.model ?? "unknown"})\n`);
console.log(tables(runs.filter(({ scenario }) => wanted.includes(scenario))));
console.log(`\nThe view's bundle at start: ${bundleSize()} KB gzipped.`);
if (values.record !== undefined) record(values.record);

async function measureAll(name: string): Promise<void> {
  const scenario = scenarios[name];
  const chosen = values.peers?.split(",").filter(isPeer) ?? scenario?.peers ?? [];
  for (const peer of chosen) {
    if (scenario?.peers.includes(peer) !== true) continue;
    const window = await openPeer(peer, colours, scenario.capped);
    try {
      const figures = await scenario.measure(window, peer);
      const run: Run = { scenario: name, peer, figures };
      appendFileSync(results, `${JSON.stringify(run)}\n`);
      process.stderr.write(`${name} ${peer} ${brief(figures)}\n`);
    } finally {
      await window.close();
    }
  }
}

function brief(figures: Figures): string {
  return Object.entries(figures)
    .flatMap(([name, value]) => (typeof value === "number" ? `${name} ${value.toFixed(0)}` : []))
    .join(", ");
}

function readRuns(): readonly Run[] {
  const lines = existsSync(results) ? readFileSync(results, "utf8").trim().split("\n") : [];
  return lines.map((line): Run => JSON.parse(line));
}

/** The scripts and styles that the page loads before anything is clicked. */
function bundleSize(): string {
  const folder = join(root, "dist", "webview");
  const script = readFileSync(join(folder, "main.js"), "utf8");
  const imported = Array.from(
    script.matchAll(/from ?"\.\/([\w.-]+\.js)"/g),
    ([, file = ""]) => file,
  );
  const files = new Set(["main.js", "styles.css", ...imported]);
  const sizes = [...files].map((file) => gzipSync(readFileSync(join(folder, file))).length);
  return (sizes.reduce((sum, size) => sum + size, 0) / 1024).toFixed(1);
}

/** One line for each frame: the run, and the milliseconds since the frame before. */
function record(file: string): void {
  const streamed = runs.filter(({ scenario, peer }) => scenario === "paced" && peer === "eigen");
  const lines = streamed.flatMap(({ figures }, run) => {
    const { gaps } = figures;
    return Array.isArray(gaps) ? gaps.map((gap: number) => `${run + 1},${gap.toFixed(1)}`) : [];
  });
  writeFileSync(file, `run,gap_ms\n${lines.join("\n")}\n`);
  console.log(`Frame gaps are in ${basename(file)}.`);
}
