import type { Recovery, StoreFault } from "../core/conversationStore.ts";
import type { Changes } from "./conversationReads.ts";
import type { DiskStore } from "./diskStore.ts";

/** What the main thread asks of the store's thread: a method of `DiskStore` with its arguments. */
export interface Call<M extends Method = Method> {
  readonly id: number;
  readonly method: M;
  readonly args: Parameters<DiskStore[M]>;
}
export type Method = keyof DiskStore;
export type Result<M extends Method> = ReturnType<DiskStore[M]>;

export type FromThread =
  | { readonly type: "result"; readonly id: number; readonly value: unknown }
  | {
      readonly type: "fault";
      readonly id: number;
      readonly fault: StoreFault;
      readonly message: string;
    }
  | { readonly type: "recovered"; readonly recovery: Recovery }
  /** Writing is slower than it could be. */
  | { readonly type: "rollbackJournal" }
  | ({ readonly type: "changed" } & Changes);
