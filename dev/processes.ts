import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { constants } from "node:os";

/** Child processes that never outlive this one: each leads a group, and the group goes with us. */
const running = new Set<ChildProcess>();

process.once("exit", () => {
  for (const child of running) killGroup(child, "SIGKILL");
});
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
  process.once(signal, () => process.exit(128 + constants.signals[signal]));

export interface StartOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
}

export function start(
  command: string,
  args: readonly string[],
  options: StartOptions = {},
): ChildProcess {
  const child = spawn(command, args, {
    ...options,
    env: options.env ?? ownEnvironment(),
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  running.add(child);
  child.once("exit", () => running.delete(child));
  return child;
}

/** Ends the child and all that it started: kindly first, after three seconds by force. */
export async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, "exit");
  const force = setTimeout(() => killGroup(child, "SIGKILL"), 3000);
  killGroup(child, "SIGTERM");
  await exited;
  clearTimeout(force);
  killGroup(child, "SIGKILL");
}

export interface RunResult {
  readonly code: number;
  /** What it wrote to stdout and stderr. */
  readonly output: string;
}

/** Runs a command to its end. `onOutput` sees the output as it comes. */
export async function run(
  command: string,
  args: readonly string[],
  options: StartOptions & { readonly onOutput?: (text: string) => void } = {},
): Promise<RunResult> {
  const { onOutput, ...startOptions } = options;
  const child = start(command, args, startOptions);
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      onOutput?.(text);
    });
  const code = await new Promise<number>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) =>
      resolve(code ?? 128 + constants.signals[signal ?? "SIGKILL"]),
    );
  });
  return { code, output };
}

/** Like `run`, but a command that fails throws, with the end of its output. */
export async function runOrThrow(
  command: string,
  args: readonly string[],
  options: StartOptions = {},
): Promise<string> {
  const { code, output } = await run(command, args, options);
  if (code === 0) return output;
  const end = output.trimEnd().split("\n").slice(-25).join("\n");
  throw new Error(`${command} ${args.join(" ")} failed with code ${code}:\n${end}`);
}

/** Waits until the child prints this, and returns the first group; rejects when it ends before. */
export async function whenPrinted(child: ChildProcess, pattern: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding("utf8").on("data", (text: string) => {
        output = `${output}${text}`.slice(-10_000);
        const found = pattern.exec(output)?.[1];
        if (found !== undefined) resolve(found);
      });
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`It ended with ${code}:\n${output}`)));
  });
}

/** Without what VS Code gives to its terminals: a server started from one would talk to that window instead. */
export function ownEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(VSCODE_|ELECTRON_)/.test(name)),
  );
}

function killGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The group is gone already.
  }
}

export interface RunningProcess {
  readonly pid: number;
  readonly command: string;
}

/** The processes that this one started, and those that they started. */
export async function descendants(ancestor: number): Promise<readonly RunningProcess[]> {
  const table = await runOrThrow("ps", ["-eo", "pid=,ppid=,args="]);
  const children = new Map<number, RunningProcess[]>();
  for (const line of table.split("\n")) {
    const [, pid, parent, command = ""] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    const others = children.get(Number(parent)) ?? [];
    children.set(Number(parent), [...others, { pid: Number(pid), command }]);
  }
  const below = (pid: number): readonly RunningProcess[] => {
    const own = children.get(pid) ?? [];
    return [...own, ...own.flatMap((child) => below(child.pid))];
  };
  return below(ancestor);
}
