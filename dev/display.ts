import type { ChildProcess } from "node:child_process";
import { setTimeout as delay } from "node:timers/promises";
import { run, start, stop, whenPrinted } from "./processes.ts";

/** A screen that nobody sees, for programs that need one. */
export interface Display {
  /** For the environment variable `DISPLAY`. */
  readonly name: string;
  close(): Promise<void>;
}

/** An X server of this size in pixels; it ends with this process. */
export async function startDisplay(width: number, height: number): Promise<Display> {
  const server = start("Xvfb", [
    "-displayfd",
    "1",
    "-screen",
    "0",
    `${width}x${height}x24`,
    "-nolisten",
    "tcp",
  ]);
  const name = `:${await whenPrinted(server, /^(\d+)$/m)}`;
  return { name, close: () => stop(server) };
}

/** Windows of the display in `DISPLAY` can be in front then. The X server has one font of its own, not the usual one. */
export function startWindowManager(env: NodeJS.ProcessEnv): ChildProcess {
  return start("evilwm", ["-fn", "fixed"], { env });
}

/** Waits until the window manager of the display in `DISPLAY` has a window in front. */
export async function windowInFront(env: NodeJS.ProcessEnv): Promise<void> {
  const deadline = Date.now() + 20_000;
  for (;;) {
    const { output } = await run("xprop", ["-root", "_NET_ACTIVE_WINDOW"], { env });
    if (/# 0x[1-9a-f]/.test(output)) return;
    if (Date.now() > deadline) throw new Error(`No window is in front: ${output}`);
    await delay(50);
  }
}
