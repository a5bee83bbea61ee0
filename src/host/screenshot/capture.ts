import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { captureTools, type CaptureProgram, type CaptureTarget, type Machine } from "./tools.ts";

export type Capture =
  | {
      readonly type: "captured";
      readonly png: Uint8Array<ArrayBuffer>;
      /** The window in front was captured, with no one pointing at another. */
      readonly isFrontWindow: boolean;
    }
  /** The user pressed Escape, or the caller stopped it. */
  | { readonly type: "cancelled" }
  /** This machine has no screen. */
  | { readonly type: "no-screen" }
  /** None of these is installed. */
  | { readonly type: "no-tool"; readonly programs: readonly string[] }
  | { readonly type: "timeout" }
  /** What the last program said, at most 300 characters: a refused permission, mostly. */
  | { readonly type: "failed"; readonly program: string; readonly message: string };

/** What a tool answers that leaves the work to the next one. */
export type Attempt = Capture | { readonly type: "not-able" } | { readonly type: "not-installed" };

export interface CaptureOptions extends Machine {
  readonly signal?: AbortSignal;
  /** For each program, in milliseconds; a minute where it is undefined, as the user may draw or click. */
  readonly timeoutMs?: number;
}

/** Takes a screenshot with the first tool of the machine that can. Leaves no file behind. */
export async function capture(target: CaptureTarget, options: CaptureOptions): Promise<Capture> {
  const tools = captureTools(options);
  if (tools.length === 0) return { type: "no-screen" };
  const directory = await mkdtemp(join(tmpdir(), "eigen-screenshot-"));
  const file = join(directory, "screenshot.png");
  try {
    const missing: string[] = [];
    let failure: Capture | undefined;
    for (const tool of tools) {
      const attempt =
        tool === "portal"
          ? await throughPortal(target, options)
          : await throughProgram(tool, target, file, options);
      if (attempt.type === "failed") failure = attempt;
      else if (attempt.type === "not-installed" && tool !== "portal")
        missing.push(tool.package ?? tool.program);
      else if (attempt.type !== "not-able" && attempt.type !== "not-installed") return attempt;
    }
    return failure ?? { type: "no-tool", programs: missing };
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function throughPortal(target: CaptureTarget, options: CaptureOptions): Promise<Attempt> {
  if (!options.env["DBUS_SESSION_BUS_ADDRESS"]) return { type: "not-installed" };
  const { captureByPortal } = await import("./portal.ts");
  return captureByPortal(target, options);
}

async function throughProgram(
  tool: CaptureProgram,
  target: CaptureTarget,
  file: string,
  options: CaptureOptions,
): Promise<Attempt> {
  const args = tool.args(target, file);
  if (args === undefined) return { type: "not-able" };
  const before = tool.before?.(target);
  let chosen: readonly string[] = [];
  if (before !== undefined) {
    const [program, ...rest] = before;
    const asked = await run(program, rest, file, options);
    if (asked.type === "stopped" || asked.type === "timeout") return ended(asked.type);
    const answer = tool.chosen?.(asked.type === "done" ? asked.printed.trim() : "");
    if (answer === undefined)
      return asked.type === "not-installed" ? asked : refusal(program, asked.said);
    chosen = answer;
  }
  const end = await run(tool.program, [...chosen, ...args], file, options);
  if (end.type === "not-installed") return end;
  if (end.type === "stopped" || end.type === "timeout") return ended(end.type);
  const png = await readFile(file).catch(() => undefined);
  if (png === undefined || png.length === 0) return refusal(tool.program, end.said);
  const asked = tool.asksForWindow === true || (before !== undefined && chosen.length === 0);
  return {
    type: "captured",
    png: new Uint8Array(png),
    isFrontWindow: target === "window" && !asked,
  };
}

/** A program that made no picture: silence and `cancelled` mean that the user changed their mind. */
function refusal(program: string, said: string): Attempt {
  if (said === "" || /\b(?:cancel|abort)/i.test(said)) return { type: "cancelled" };
  return { type: "failed", program, message: said.slice(0, 300) };
}

function ended(type: "stopped" | "timeout"): Capture {
  return { type: type === "stopped" ? "cancelled" : "timeout" };
}

type RunEnd =
  | { readonly type: "done" | "failed"; readonly printed: string; readonly said: string }
  | { readonly type: "not-installed" }
  | { readonly type: "stopped" }
  | { readonly type: "timeout" };

function run(
  program: string,
  args: readonly string[],
  file: string,
  { signal, timeoutMs = 60_000, env }: CaptureOptions,
): Promise<RunEnd> {
  const options = {
    cwd: tmpdir(),
    env: { ...env, EIGEN_SCREENSHOT: file },
    timeout: timeoutMs,
    killSignal: "SIGKILL" as const,
    windowsHide: true,
    ...(signal === undefined ? {} : { signal }),
  };
  return new Promise((resolve) => {
    execFile(program, args, options, (error, printed, said) => {
      if (error === null) resolve({ type: "done", printed, said: said.trim() });
      else if (signal?.aborted === true) resolve({ type: "stopped" });
      else if (error.killed === true) resolve({ type: "timeout" });
      else if (error.code === "ENOENT") resolve({ type: "not-installed" });
      else resolve({ type: "failed", printed, said: said.trim() });
    });
  });
}
