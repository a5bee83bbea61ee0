import { isDeepStrictEqual } from "node:util";
import type { Recovery, StoreStatus } from "../core/conversationStore.ts";
import { messageOf } from "../shared/messageOf.ts";
import { faultOf } from "./fault.ts";
import { Listeners } from "./listeners.ts";
import type { StoreOptions } from "./storeOptions.ts";

/** Whether what is put reaches the disk, and the fault that keeps it from that. */
export class SavingStatus {
  readonly #onFault: StoreOptions["onFault"];
  readonly #listeners = new Listeners<StoreStatus>();
  #saved: StoreStatus = { kind: "saved" };
  #current = this.#saved;

  constructor(onFault: StoreOptions["onFault"]) {
    this.#onFault = onFault;
  }

  get current(): StoreStatus {
    return this.#current;
  }

  onChange(listener: (status: StoreStatus) => void): () => void {
    return this.#listeners.add(listener);
  }

  recovered(recovered: Recovery): void {
    this.#saved = { kind: "saved", recovered };
    this.saved();
  }

  saved(): void {
    this.#set(this.#saved);
  }

  failed(error: unknown): void {
    const reason = faultOf(error);
    // It is tried again and again while the disk stays full.
    if (!isDeepStrictEqual(this.#current, { kind: "in-memory", reason }))
      this.#onFault?.(reason, messageOf(error));
    this.#set({ kind: "in-memory", reason });
  }

  #set(status: StoreStatus): void {
    const before = this.#current;
    this.#current = status;
    if (!isDeepStrictEqual(before, status)) this.#listeners.call(status);
  }
}
