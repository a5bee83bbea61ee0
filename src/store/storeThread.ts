import { parentPort, workerData } from "node:worker_threads";
import { messageOf } from "../shared/messageOf.ts";
import { DiskStore, type DiskStoreOptions } from "./diskStore.ts";
import { faultOf } from "./fault.ts";
import type { Call, FromThread } from "./threadProtocol.ts";

/*
 * The store's own thread: SQLite and fsync wait here, never in the extension host's. One call at a time, in the
 * order they were posted. The store is opened at the first call, and again after an opening that failed.
 */

/** How often other windows' changes are looked for, in milliseconds. */
const changeInterval = 500;
/** When what others left is settled: after the start of the extension host, in milliseconds. */
const settleDelay = 10_000;
/** How often is looked for windows that died since, in milliseconds: their answers may be shown here. */
const windowInterval = 30_000;

const options: DiskStoreOptions = workerData;
let store: DiskStore | undefined;

parentPort?.on("message", (call: Call) => {
  try {
    store ??= open();
    const value: unknown = Reflect.apply(store[call.method], store, call.args);
    post({ type: "result", id: call.id, value }, handedOver(value));
  } catch (error) {
    post({ type: "fault", id: call.id, fault: faultOf(error), message: messageOf(error) });
  }
});

setTimeout(() => quietly(() => store?.settle()), settleDelay);
setInterval(() => quietly(() => store?.settleWindows()), windowInterval);
setInterval(() => quietly(reportChanges), changeInterval);

function open(): DiskStore {
  const opened = new DiskStore(
    options,
    (recovery) => post({ type: "recovered", recovery }),
    () => post({ type: "rollbackJournal" }),
  );
  // From here on, changes of others are news.
  quietly(() => opened.changes());
  return opened;
}

function reportChanges(): void {
  const changes = store?.changes();
  if (changes !== undefined) post({ type: "changed", ...changes });
}

function quietly(work: () => void): void {
  try {
    work();
  } catch {
    // The next call meets the same fault and reports it.
  }
}

/** A file's bytes move to the extension host instead of being copied; small ones share their memory with others. */
function handedOver(value: unknown): readonly ArrayBuffer[] {
  if (!(value instanceof Uint8Array) || !(value.buffer instanceof ArrayBuffer)) return [];
  return value.byteLength === value.buffer.byteLength ? [value.buffer] : [];
}

function post(message: FromThread, transfer: readonly ArrayBuffer[] = []): void {
  parentPort?.postMessage(message, transfer);
}
