import { openStore } from "../../../src/store/openStore.ts";
import { question, workerFile } from "./storeValues.ts";

/*
 * A window whose process the operating system limits: node faultyWindow.ts <directory> <questions>. Prints the
 * status after each question, and at the end whether the window still has all of them.
 */
const [directory = "", count = "0"] = process.argv.slice(2);
const store = openStore({ directory, workerFile, workspace: "", folder: "", retryInterval: 50 });
const statuses: string[] = [];
for (let index = 0; index < Number(count); index++) {
  await store.putMessage("c1", question(`new-${index}`, "x".repeat(20_000)));
  statuses.push(store.status.kind === "in-memory" ? store.status.reason : store.status.kind);
}
const messages = (await store.load("c1"))?.messages ?? [];
const kept = messages.filter(({ id }) => id.startsWith("new-")).length;
console.log(JSON.stringify({ statuses, kept, before: messages.length - kept }));
await store.close();
