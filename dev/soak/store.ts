import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runKills } from "./kills.ts";
import { runWindows } from "./windows.ts";

/** `npm run soak -- store [kills] [turns]`: 10,000 kills and 8 windows × 1,000 turns unless said otherwise. */
const [, kills = "10000", turns = "1000"] = process.argv.slice(2);
const directory = mkdtempSync(join(tmpdir(), "eigen-soak-"));
try {
  const windows = await runWindows(join(directory, "windows"), 8, Number(turns));
  console.log("| windows | turns each | seconds | lost | doubled | misordered |");
  console.log("|--:|--:|--:|--:|--:|--:|");
  console.log(`| ${Object.values(windows).map(round).join(" | ")} |`);
  const killed = await runKills(join(directory, "kills"), Number(kills), (done) => {
    if (done % 500 === 0) console.error(`${done} kills`);
  });
  console.log("\n| kills | acknowledged writes | lost | strange | unreadable |");
  console.log("|--:|--:|--:|--:|--:|");
  console.log(`| ${Object.values(killed).map(round).join(" | ")} |`);
  const clean = windows.lost + windows.doubled + windows.misordered + killed.lost === 0;
  if (!clean || killed.strange + killed.unreadable > 0) process.exitCode = 1;
} finally {
  rmSync(directory, { recursive: true, force: true });
}

function round(value: number): string {
  return Number(value.toFixed(1)).toLocaleString("en");
}
