import { existsSync, readdirSync, rmSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";

/** Bytes of all files below. */
export function directorySize(directory: string): number {
  if (!existsSync(directory)) return 0;
  const files = readdirSync(directory, { recursive: true, withFileTypes: true });
  return files
    .filter((file) => file.isFile())
    .map(({ parentPath, name }) => statSync(join(parentPath, name), { throwIfNoEntry: false }))
    .reduce((sum, stats) => sum + (stats?.size ?? 0), 0);
}

/** Removes the backups of the database and what was set aside of it; its own log stays. */
export function removeCopies(database: string): void {
  const directory = dirname(database);
  const own = new Set(["", "-wal", "-shm", "-journal"].map((end) => basename(database) + end));
  for (const name of readdirSync(directory)) {
    if (!name.startsWith(basename(database)) || own.has(name)) continue;
    rmSync(join(directory, name), { force: true });
  }
}
