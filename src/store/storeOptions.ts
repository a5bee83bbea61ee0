import type { StoreFault } from "../core/conversationStore.ts";
import type { DiskStoreOptions } from "./diskStore.ts";

export interface StoreOptions extends DiskStoreOptions {
  /** The built `storeThread.ts`. */
  readonly workerFile: string;
  /** Milliseconds between attempts to write what is kept in memory; 5,000 unless set. */
  readonly retryInterval?: number;
  /** Whether the history is switched off, asked anew at each call; on unless set. */
  readonly isOff?: () => boolean;
  /** Told where the file system takes no write-ahead log: what is written is as safe, but slower. */
  readonly onRollbackJournal?: () => void;
  /** Told of a fault when it begins or changes, without any word of a conversation. */
  readonly onFault?: (fault: StoreFault, message: string) => void;
}
