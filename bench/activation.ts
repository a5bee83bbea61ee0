import { glob, readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { reloadWindow } from "../dev/vscode/workbench.ts";
import { openChatWindow } from "./support/chatWindow.ts";
import { findExtensionHost } from "./support/extensionHost.ts";
import { median, table } from "./support/figures.ts";

/**
 * What a start costs in the extension host: reading the bundle, as VS Code marks it, and `activate()`, as our log
 * tells it (VS Code's own mark after it counts whatever else the process does meanwhile). Each window has a new process.
 */
const windows = 7;

const window = await openChatWindow({}, "llama31-8b");
const hosts: number[] = [];
const loading: number[] = [];
let activate: number[] = [];
try {
  for (let count = 1; count <= windows; count += 1) {
    if (count > 1) {
      await reloadWindow(window.page);
      // The chat view is open again by itself, which starts the extension.
      await window.chat.composer.waitFor();
    }
    const host = await findExtensionHost(hosts);
    hosts.push(host.pid);
    loading.push(loadingTime(await host.marks()));
    host.close();
  }
  await sleep(2000);
  activate = await loggedStarts(window.dataDir);
} finally {
  await window.close();
}
if (activate.length !== windows) throw new Error(`The log tells of ${activate.length} starts.`);
const rows: unknown[][] = loading.map((time, index) => [index + 1, time, activate[index]]);
rows.push(["median", median(loading), median(activate)]);
console.log(table(["Window", "Reading the code ms", "activate() ms"], rows));

function loadingTime(marks: ReadonlyMap<string, number>): number {
  const mark = (name: string): number =>
    marks.get(`code/extHost/${name}/eigenchat.eigen-chat`) ?? Number.NaN;
  return mark("didLoadExtensionCode") - mark("willLoadExtensionCode");
}

async function loggedStarts(dataDir: string): Promise<number[]> {
  const starts: { at: string; took: number }[] = [];
  for await (const file of glob(`${dataDir}/logs/**/eigenchat.eigen-chat/*.log`))
    for (const [, at = "", took] of (await readFile(file, "utf8")).matchAll(
      /^(\S+ \S+) .*Started in ([\d.]+) ms/gm,
    ))
      starts.push({ at, took: Number(took) });
  return starts.toSorted((a, b) => a.at.localeCompare(b.at)).map(({ took }) => took);
}
