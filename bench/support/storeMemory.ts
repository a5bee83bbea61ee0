import { openStore } from "../../src/store/openStore.ts";
import { queries } from "./storeQueries.ts";

/*
 * storeMemory.ts <directory> <workerFile>: reads the store as a user would, in a process of its own, and prints as
 * JSON the bytes that it has in memory with the list, after a search of each kind, and after twenty of each.
 */
const [directory = "", workerFile = ""] = process.argv.slice(2);
const store = openStore({ directory, workerFile, workspace: "bench", folder: "bench" });
await Promise.all([store.outline("all"), store.entries("all", 0, 60)]);
const list = process.memoryUsage.rss();
await searchAll();
const searched = process.memoryUsage.rss();
for (let round = 1; round < 20; round++) {
  await Promise.all([store.outline("all"), store.entries("all", 0, 60)]);
  await searchAll();
  await store.load("long");
}
const all = process.memoryUsage.rss();
console.log(JSON.stringify([list, searched, all]));
await store.close();

async function searchAll(): Promise<void> {
  for (const [query] of queries) await store.search("all", query, 50);
}
