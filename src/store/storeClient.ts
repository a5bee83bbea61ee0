import { Worker } from "node:worker_threads";
import type { Recovery } from "../core/conversationStore.ts";
import { StoreError } from "./fault.ts";
import type { DiskStoreOptions } from "./diskStore.ts";
import type { Call, FromThread, Method, Result } from "./threadProtocol.ts";

export interface StoreEvents {
  /** Another window changed these conversations. */
  onChanged(ids: readonly string[]): void;
  onRecovered(recovery: Recovery): void;
}

/** A search makes much garbage, and would keep three times as much memory for it otherwise. */
const youngMegabytes = 4;

/** Calls `DiskStore` in its thread. A thread that ended fails its open calls, and the next call starts another one. */
export class StoreClient {
  readonly #workerFile: string;
  readonly #options: DiskStoreOptions;
  readonly #events: StoreEvents;
  readonly #open = new Map<number, OpenCall>();
  #worker: Worker | undefined;
  #lastId = 0;

  constructor(workerFile: string, options: DiskStoreOptions, events: StoreEvents) {
    this.#workerFile = workerFile;
    this.#options = options;
    this.#events = events;
  }

  /** @throws StoreError */
  call<M extends Method>(method: M, ...args: Call<M>["args"]): Promise<Result<M>> {
    const id = ++this.#lastId;
    const result = new Promise<Result<M>>((resolve, reject) => {
      this.#open.set(id, { resolve, reject });
    });
    this.#worker ??= this.#start();
    this.#worker.ref();
    this.#worker.postMessage({ id, method, args } satisfies Call<M>);
    return result;
  }

  async close(): Promise<void> {
    const worker = this.#worker;
    if (worker === undefined) return;
    await this.call("close").catch(() => undefined);
    this.#worker = undefined;
    await worker.terminate();
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
    if (message.type === "changed") return this.#events.onChanged(message.ids);
    if (message.type === "recovered") return this.#events.onRecovered(message.recovery);
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
