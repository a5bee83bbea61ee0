import { randomUUID } from "node:crypto";
import { mkdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

/**
 * Which windows are alive. Each holds an exclusive lock on a file of its own for as long as it lives; the system
 * lets go of it however the process ends, so neither a process id nor the clock is trusted.
 */
export class Windows {
  readonly id = randomUUID();
  readonly #directory: string;
  #lock: DatabaseSync | undefined;

  constructor(directory: string) {
    this.#directory = directory;
  }

  /** Takes this window's lock, at the first call; before that, it owns nothing that another one could ask about. */
  register(): string {
    if (this.#lock === undefined) {
      mkdirSync(this.#directory, { recursive: true, mode: 0o700 });
      const lock = new DatabaseSync(this.#file(this.id), { timeout: 0 });
      lock.exec("BEGIN EXCLUSIVE");
      this.#lock = lock;
    }
    return this.id;
  }

  get registered(): boolean {
    return this.#lock !== undefined;
  }

  isAlive(id: string): boolean {
    if (id === this.id) return true;
    if (!/^[0-9a-f-]{36}$/u.test(id)) return false;
    const file = this.#file(id);
    // Opening would make the file.
    if (statSync(file, { throwIfNoEntry: false }) === undefined) return false;
    const other = new DatabaseSync(file, { timeout: 0 });
    try {
      other.exec("BEGIN EXCLUSIVE; ROLLBACK");
      return false;
    } catch {
      return true;
    } finally {
      other.close();
    }
  }

  /** Removes what a window that is gone left. */
  forget(id: string): void {
    rmSync(this.#file(id), { force: true });
  }

  close(): void {
    if (this.#lock === undefined) return;
    this.#lock.close();
    this.#lock = undefined;
    this.forget(this.id);
  }

  #file(id: string): string {
    return join(this.#directory, `${id}.lock`);
  }
}
