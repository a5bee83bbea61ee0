import { createHash, randomUUID } from "node:crypto";
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";

/** Images and videos beside the database, each in a file named by its SHA-256. */
export class MediaFiles {
  readonly #directory: string;

  constructor(directory: string) {
    this.#directory = directory;
  }

  /** Written aside, flushed and renamed: a file that has its name has its content. */
  put(sha256: string, bytes: Uint8Array): void {
    const target = this.#file(sha256);
    if (statSync(target, { throwIfNoEntry: false })?.size === bytes.byteLength) return;
    mkdirSync(this.#directory, { recursive: true, mode: 0o700 });
    const partial = join(this.#directory, `${randomUUID()}.partial`);
    try {
      writeFlushed(partial, bytes);
      renameSync(partial, target);
    } catch (error) {
      rmSync(partial, { force: true });
      throw error;
    }
  }

  /** Undefined where the file is missing, unreadable, or no longer what its name says. */
  read(sha256: string): Uint8Array | undefined {
    try {
      const bytes = readFileSync(this.#file(sha256));
      return sha256Of(bytes) === sha256 ? bytes : undefined;
    } catch {
      return undefined;
    }
  }

  /** @param name a hash, or a name from `names` */
  remove(name: string): void {
    rmSync(this.#file(name), { force: true });
  }

  /** The hashes of what is there, and the names of what a killed process left half written. */
  names(): readonly string[] {
    return existsSync(this.#directory) ? readdirSync(this.#directory) : [];
  }

  #file(sha256: string): string {
    return join(this.#directory, sha256);
  }
}

/** Lower-case hex. */
export function sha256Of(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

function writeFlushed(file: string, bytes: Uint8Array): void {
  const descriptor = openSync(file, "wx", 0o600);
  try {
    for (let written = 0; written < bytes.byteLength;) {
      written += writeSync(descriptor, bytes, written);
    }
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
