import type { StoreFault } from "../core/conversationStore.ts";

/** What the store's thread throws; `fault` is all that crosses to the extension host's main thread. */
export class StoreError extends Error {
  readonly fault: StoreFault;

  constructor(fault: StoreFault, message: string, options?: ErrorOptions) {
    super(message, options);
    this.fault = fault;
  }
}

/** The history is switched off: no fault, and nothing to try again. */
export class HistoryIsOff extends Error {}

/** The window is closing: nobody is there to be told, and nothing is tried again. */
export class StoreIsClosed extends Error {}

/** The fault behind an error of SQLite (its primary result code) or of the file system (`code`). */
export function faultOf(error: unknown): StoreFault {
  if (error instanceof StoreError) return error.fault;
  if (!(error instanceof Error)) return "unavailable";
  const code = "code" in error ? error.code : undefined;
  if (code === "ERR_SQLITE_ERROR" && "errcode" in error && typeof error.errcode === "number") {
    return sqliteFaults[error.errcode & 0xff] ?? "unavailable";
  }
  return (typeof code === "string" ? systemFaults[code] : undefined) ?? "unavailable";
}

/**
 * By primary result code (sqlite.org/rescode.html). An I/O error on a write is how a quota often shows; a statement
 * that the database does not understand (1) is how a damaged schema or search index does.
 */
const sqliteFaults: Readonly<Record<number, StoreFault>> = {
  1: "damaged",
  5: "locked",
  6: "locked",
  8: "read-only",
  10: "full",
  11: "damaged",
  13: "full",
  14: "read-only",
  26: "damaged",
};

const systemFaults: Readonly<Record<string, StoreFault>> = {
  ENOSPC: "full",
  EDQUOT: "full",
  EFBIG: "full",
  EACCES: "read-only",
  EPERM: "read-only",
  EROFS: "read-only",
  EBUSY: "locked",
};
