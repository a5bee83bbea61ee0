import { createHash, randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { buildSync } from "esbuild";
import { runOrThrow } from "../dev/processes.ts";
import { emptyConversation, type Answer, type Question } from "../src/core/conversation.ts";
import { DatabaseFile } from "../src/store/databaseFile.ts";
import { putConversation, putMessage } from "../src/store/conversationWrites.ts";
import { MediaFiles } from "../src/store/mediaFiles.ts";
import { openStore } from "../src/store/openStore.ts";
import { median as middle } from "./support/figures.ts";
import { queries } from "./support/storeQueries.ts";

/** 10,000 conversations with 200,000 messages, one of them with 500, and 1 GB of media: how long the user waits for each thing. */
const conversations = 10_000;
const messagesEach = 20;
const longMessages = 500;
const mediaFiles = 1_000;
const mediaBytes = 1_000_000;

const defaults = { createdAt: 1_700_000_000_000, model: "m", parameters: {}, systemPrompt: "" };

const directory = mkdtempSync(join(tmpdir(), "eigen-bench-store-"));
const workerFile = join(directory, "store.cjs");
const rows: (readonly [what: string, measured: string, wanted: string])[] = [];
try {
  buildSync({
    entryPoints: [join(import.meta.dirname, "../src/store/storeThread.ts")],
    outfile: workerFile,
    bundle: true,
    minify: true,
    platform: "node",
    format: "cjs",
  });
  const filling = performance.now();
  fill();
  const seconds = ((performance.now() - filling) / 1000).toFixed(0);
  const megabytes = statSync(join(directory, "conversations.db")).size / 1e6;
  console.log(`Filled in ${seconds} s; the database has ${megabytes.toFixed(0)} MB.\n`);
  await measureReading();
  await measureMemory();
  await measureStreaming();
  console.log("| what | measured | wanted |\n|---|--:|--:|");
  for (const row of rows) console.log(`| ${row.join(" | ")} |`);
} finally {
  rmSync(directory, { recursive: true, force: true });
}

async function measureReading(): Promise<void> {
  const start = performance.now();
  const store = openStore({ directory, workerFile, workspace: "bench", folder: "bench" });
  const list = () => Promise.all([store.outline("all"), store.entries("all", 0, 60)]);
  await list();
  rows.push(["cold start to a usable list", milliseconds(performance.now() - start), "≤ 150 ms"]);
  rows.push(["list of 10,000, median of 20", await median(list), "≤ 30 ms"]);
  rows.push([
    "entries in the middle, median of 20",
    await median(() => store.entries("all", 5_000, 60)),
    "≤ 30 ms",
  ]);
  for (const [query, kind] of queries) {
    rows.push([
      `search, ${kind}, median of 20`,
      await median(() => store.search("all", query, 50)),
      "≤ 50 ms",
    ]);
  }
  rows.push([
    `open a conversation of ${longMessages} messages, median of 20`,
    await median(() => store.load("long")),
    "≤ 50 ms",
  ]);
  rows.push(["disk use, median of 20", await median(() => store.diskUse()), ""]);
  await store.close();
}

/** Resident memory beside that of a process that does the same in an empty store. */
async function measureMemory(): Promise<void> {
  const empty = await memoryOf(join(directory, "empty"));
  const full = await memoryOf(directory);
  const moments = ["with the list", "after a search of each kind", "after twenty of each"];
  for (const [index, moment] of moments.entries()) {
    const grown = ((full[index] ?? 0) - (empty[index] ?? 0)) / 1e6;
    rows.push([`memory over an empty store's, ${moment}`, `${grown.toFixed(0)} MB`, "≤ 40 MB"]);
  }
}

/** Bytes at each moment, the medians of five processes. */
async function memoryOf(store: string): Promise<readonly number[]> {
  const script = join(import.meta.dirname, "support", "storeMemory.ts");
  const runs: number[][] = [];
  for (let run = 0; run < 5; run++)
    runs.push(JSON.parse(await runOrThrow(process.execPath, [script, store, workerFile])));
  return (runs[0] ?? []).map((_, moment) => middle(runs.map((all) => all[moment] ?? 0)));
}

/** The main thread's share of keeping an answer of 1,000 deltas a second, flushed each second, for ten seconds. */
async function measureStreaming(): Promise<void> {
  const store = openStore({ directory, workerFile, workspace: "bench", folder: "bench" });
  await store.putMessage("long", { ...answer("streamed", "m0", ""), state: "streaming" });
  let busy = 0;
  for (let second = 1; second <= 10; second++) {
    const message = answer("streamed", "m0", "delta ".repeat(second * 1_000));
    const start = performance.now();
    const written = store.putMessage("long", { ...message, state: "streaming" });
    busy += performance.now() - start;
    await written;
  }
  const share = (busy / 10_000) * 100;
  rows.push(["streaming: the host's time for storage", `${share.toFixed(3)} %`, "≤ 3 %"]);
  await store.close();
}

function fill(): void {
  const media = new MediaFiles(join(directory, "media"));
  const file = new DatabaseFile(join(directory, "conversations.db"), media, () => undefined);
  for (let first = 0; first < conversations; first += 500) {
    file.write((connection) => {
      for (let index = first; index < first + 500; index++) {
        const id = index === 4_711 ? "long" : `c${index}`;
        const count = id === "long" ? longMessages : messagesEach;
        putConversation(connection, emptyConversation({ ...defaults, id }), {
          workspace: index % 3 === 0 ? "bench" : "other",
          folder: "folder",
        });
        for (let place = 0; place < count; place++) {
          const parent = place === 0 ? null : `m${place - 1}`;
          const text =
            words(index * 31 + place) +
            (index === 4_711 ? " needle4711" : index === 7 ? " zq x" : "");
          const message =
            place % 2 === 0 || parent === null
              ? question(`m${place}`, parent, text)
              : answer(`m${place}`, parent, text);
          putMessage(connection, id, message, null);
        }
      }
    });
  }
  file.write((connection) => {
    const bytes = randomBytes(mediaBytes);
    mkdirSync(join(directory, "media"));
    for (let index = 0; index < mediaFiles; index++) {
      bytes.writeUInt32LE(index);
      const sha256 = createHash("sha256").update(bytes).digest("hex");
      writeFileSync(join(directory, "media", sha256), bytes);
      connection.run("INSERT INTO media VALUES (?, ?, NULL)", sha256, mediaBytes);
      connection.run("INSERT INTO media_use VALUES (?, ?)", `c${index}`, sha256);
    }
  });
  file.close();
}

function words(seed: number): string {
  let state = seed + 1;
  return Array.from({ length: 60 }, () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return `w${(state >> 8) % 3_000}`;
  }).join(" ");
}

async function median(work: () => Promise<unknown>): Promise<string> {
  const times: number[] = [];
  for (let run = 0; run < 20; run++) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  return milliseconds(middle(times));
}

function milliseconds(time: number): string {
  return `${time.toFixed(1)} ms`;
}

function question(id: string, parent: string | null, text: string): Question {
  return { role: "user", id, parent, createdAt: defaults.createdAt, text, attachments: [] };
}

function answer(id: string, parent: string, text: string): Answer {
  const { createdAt, model } = defaults;
  return {
    role: "assistant",
    id,
    parent,
    createdAt,
    model,
    state: "complete",
    text,
    reasoning: "",
  };
}
