import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";

export interface Turns {
  readonly directory: string;
  readonly conversation: string;
  readonly name: string;
  readonly turns: number;
}

/** The acknowledged writes: a message's id, and how long its text was then. */
export type Acknowledged = readonly (readonly [id: string, length: number])[];

export interface TurnsProcess {
  readonly firstLine: Promise<unknown>;
  /** Waits for the end of all turns. */
  end(): Promise<Acknowledged>;
  /** SIGKILL: nothing of the process runs after it. */
  kill(): Promise<Acknowledged>;
}

/** Starts `turns.ts` in a process of its own. */
export function startTurns({ directory, conversation, name, turns }: Turns): TurnsProcess {
  script ??= bundle();
  const child = spawn(process.execPath, [script, directory, conversation, name, String(turns)], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  let errors = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (output += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (errors += text));
  const closed = once(child, "close");
  const acknowledged = (): Acknowledged =>
    // What follows the last line break was cut by the kill.
    output
      .split("\n")
      .slice(0, -1)
      .map((line) => line.split(" "))
      .map(([id = "", length = ""]) => [id, Number(length)] as const);
  return {
    firstLine: Promise.race([once(child.stdout, "data"), closed]),
    end: async () => {
      await closed;
      if (child.exitCode !== 0) throw new Error(`a writer ended with ${child.exitCode}: ${errors}`);
      return acknowledged();
    },
    kill: async () => {
      child.kill("SIGKILL");
      await closed;
      if (child.exitCode !== null) throw new Error(`a writer ended before its kill: ${errors}`);
      return acknowledged();
    },
  };
}

/** One file of plain JavaScript, once for all: most of a process's short life would go into reading TypeScript. */
let script: string | undefined;

function bundle(): string {
  const directory = mkdtempSync(join(tmpdir(), "eigen-turns-"));
  process.once("exit", () => rmSync(directory, { recursive: true, force: true }));
  const outfile = join(directory, "turns.mjs");
  buildSync({
    entryPoints: [fileURLToPath(new URL("turns.ts", import.meta.url))],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
  });
  return outfile;
}
