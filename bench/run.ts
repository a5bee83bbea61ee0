import { readdirSync } from "node:fs";
import { basename } from "node:path";

/** `npm run bench -- <name>` runs `bench/<name>.ts`, which prints its tables. */
const [name] = process.argv.slice(2);
const benches = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith(".ts") && file !== "run.ts")
  .map((file) => basename(file, ".ts"));
if (name === undefined || !benches.includes(name)) {
  console.error(`Usage: npm run bench -- ${benches.join("|")}`);
  process.exitCode = 1;
} else await import(`./${name}.ts`);
