import { Worker } from "node:worker_threads";
import type { Recovery } from "../core/conversationStore.ts";
import type { Changes } from "./conversationReads.ts";
import { HistoryIsOff, StoreError, StoreIsClosed } from "./fault.ts";
import type { DiskStoreOptions } from "./diskStore.ts";
import type { Call, FromThread, Method, Result } from "./threadProtocol.ts";

export interface StorePorts {
  /** Whether the history is switched off: then nothing is written, and what is not open yet stays closed. */
  isOff(): boolean;
  /** Another window changed conversations. */
  onChanged(changes: Changes): void;
  onRecovered(recovery: Recovery): void;
  onRollbackJournal(): void;
}

/** What puts words of conversations on the disk. */
const writing: ReadonlySet<Method> = new Set<Method>([
  "putOpen",
  "putConversation",
  "putMessage",
  "putDraft",
  "putAll",
  "putMedia",
  "mark",
  "adopt",
]);
/** What makes no file and erases what is there. */
const erasing: ReadonlySet<Method> = new Set<Method>(["removeAll", "cleanUp", "diskUse"]);

/** A search makes much garbage, and would keep three times as much memory for it otherwise. */
const youngMegabytes = 4;

/** Calls `DiskStore` in its thread. A thread that ended fails its open calls, and the next call starts another one. */
export class StoreClient {
  readonly #workerFile: string;
  readonly #options: DiskStoreOptions;
  readonly #ports: StorePorts;
  readonly #open = new Map<number, OpenCall>();
  #worker: Worker | undefined;
  #closing: Promise<void> | undefined;
  #lastId = 0;

  constructor(workerFile: string, options: DiskStoreOptions, ports: StorePorts) {
    this.#workerFile = workerFile;
    this.#options = options;
    this.#ports = ports;
  }

  /** @throws StoreError, or HistoryIsOff where that is refused, or StoreIsClosed */
  call<M extends Method>(method: M, ...args: Call<M>["args"]): Promise<Result<M>> {
    if (this.#closing !== undefined)
      return Promise.reject(new StoreIsClosed("the store is closed"));
    if (this.#ports.isOff() && this.#isRefused(method)) return Promise.reject(new HistoryIsOff());
    return this.#post(method, ...args);
  }

  /** For good: answers still run in this process, and another thread would own them for as long as it lives. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  #post<M extends Method>(method: M, ...args: Call<M>["args"]): Promise<Result<M>> {
    const id = ++this.#lastId;
    const result = new Promise<Result<M>>((resolve, reject) => {
      this.#open.set(id, { resolve, reject });
    });
    this.#worker ??= this.#start();
    this.#worker.ref();
    this.#worker.postMessage({ id, method, args } satisfies Call<M>);
    return result;
  }

  async #close(): Promise<void> {
    const worker = this.#worker;
    if (worker === undefined) return;
    await this.#post("close").catch(() => undefined);
    this.#worker = undefined;
    await worker.terminate();
  }

  #isRefused(method: Method): boolean {
    return writing.has(method) || (this.#worker === undefined && !erasing.has(method));
  }

  #start(): Worker {
    const worker = new Worker(this.#workerFile, {
      workerData: this.#options,
      resourceLimits: { maxYoungGenerationSizeMb: youngMegabytes },
    });
    worker.on("message", (message: FromThread) => this.#receive(message));
    worker.on("error", (error) => this.#end(worker, error));
    worker.on("exit", () => this.#end(worker, undefined));
    return worker;
  }

  #receive(message: FromThread): void {
    if (message.type === "changed") return this.#ports.onChanged(message);
    if (message.type === "rollbackJournal") return this.#ports.onRollbackJournal();
    if (message.type === "recovered") return this.#ports.onRecovered(message.recovery);
    const call = this.#open.get(message.id);
    this.#open.delete(message.id);
    // Only open calls keep the process alive.
    if (this.#open.size === 0) this.#worker?.unref();
    if (message.type === "result") call?.resolve(message.value);
    else call?.reject(new StoreError(message.fault, message.message));
  }

  #end(worker: Worker, cause: unknown): void {
    if (this.#worker === worker) this.#worker = undefined;
    const calls = [...this.#open.values()];
    this.#open.clear();
    for (const call of calls) {
      call.reject(new StoreError("unavailable", "the store's thread ended", { cause }));
    }
  }
}

/** The thread answers with what the method of the call returns. */
interface OpenCall {
  resolve(value: unknown): void;
  reject(error: StoreError): void;
}
