import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

/** The extension host of a VS Code that this process started, seen from outside (Linux only). */
export class ExtensionHost {
  readonly pid: number;
  #inspector: Inspector | undefined;

  constructor(pid: number) {
    this.pid = pid;
  }

  /** MB of memory that the process holds. */
  residentMegabytes(): number {
    const status = readFileSync(`/proc/${this.pid}/status`, "utf8");
    return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
  }

  /** MB of live JavaScript objects: the heap after a full collection. */
  async heapMegabytes(): Promise<number> {
    this.#inspector ??= await openInspector(this.pid);
    await this.#inspector.send("HeapProfiler.collectGarbage");
    const { usedSize } = await this.#inspector.send("Runtime.getHeapUsage");
    return Number(usedSize) / 2 ** 20;
  }

  /** VS Code's own marks of what it did when: name to epoch milliseconds. */
  async marks(): Promise<ReadonlyMap<string, number>> {
    this.#inspector ??= await openInspector(this.pid);
    const expression = "JSON.stringify(MonacoPerformanceMarks.getMarks())";
    const { result } = await this.#inspector.send("Runtime.evaluate", { expression });
    const { value }: { value: string } = Object(result);
    const marks: { name: string; startTime: number }[] = JSON.parse(value);
    return new Map(marks.map(({ name, startTime }) => [name, startTime]));
  }

  close(): void {
    this.#inspector?.close();
  }
}

/** Waits for the extension host of the window that is open; `before` are those of windows that were. */
export async function findExtensionHost(before: readonly number[] = []): Promise<ExtensionHost> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const pid = descendants(process.pid).find(
      (pid) => !before.includes(pid) && commandLine(pid).includes("--type=extensionHost"),
    );
    if (pid !== undefined) return new ExtensionHost(pid);
    await sleep(100);
  }
  throw new Error("There is no extension host among the processes started here.");
}

interface Inspector {
  send(method: string, params?: object): Promise<Record<string, unknown>>;
  close(): void;
}

/** Node opens its inspector on SIGUSR1, on the port that is then among the process's sockets. */
async function openInspector(pid: number): Promise<Inspector> {
  process.kill(pid, "SIGUSR1");
  let address: string | undefined;
  for (let attempt = 0; address === undefined && attempt < 50; attempt += 1) {
    await sleep(100);
    address = await inspectorAddress(pid);
  }
  if (address === undefined) throw new Error("The extension host opened no inspector.");
  const socket = new WebSocket(address);
  await new Promise((resolve, reject) => {
    socket.addEventListener("open", resolve);
    socket.addEventListener("error", reject);
  });
  const waiting = new Map<number, (result: Record<string, unknown>) => void>();
  socket.addEventListener("message", ({ data }) => {
    const reply: { id: number; result: Record<string, unknown> } = JSON.parse(String(data));
    waiting.get(reply.id)?.(reply.result);
    waiting.delete(reply.id);
  });
  let id = 0;
  return {
    send: (method, params) =>
      new Promise((resolve) => {
        id += 1;
        waiting.set(id, resolve);
        socket.send(JSON.stringify({ id, method, params }));
      }),
    close: () => socket.close(),
  };
}

async function inspectorAddress(pid: number): Promise<string | undefined> {
  for (const port of listeningPorts(pid)) {
    const response = await fetch(`http://127.0.0.1:${port}/json/list`).catch(() => undefined);
    if (response?.ok !== true) continue;
    const targets: { webSocketDebuggerUrl: string }[] = JSON.parse(await response.text());
    if (targets[0] !== undefined) return targets[0].webSocketDebuggerUrl;
  }
  return undefined;
}

function listeningPorts(pid: number): number[] {
  const sockets = new Set(
    readdirSync(`/proc/${pid}/fd`).map((fd) => link(`/proc/${pid}/fd/${fd}`)),
  );
  return readFileSync(`/proc/${pid}/net/tcp`, "utf8")
    .split("\n")
    .map((line) => line.trim().split(/\s+/))
    .filter(([, , , state, , , , , , inode]) => state === "0A" && sockets.has(`socket:[${inode}]`))
    .map(([, local = ""]) => Number.parseInt(local.split(":")[1] ?? "", 16));
}

function descendants(ancestor: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync("/proc"))
    if (/^\d+$/.test(name)) parents.set(Number(name), parent(name));
  const isBelow = (pid: number): boolean => {
    const above = parents.get(pid);
    return above !== undefined && (above === ancestor || isBelow(above));
  };
  return [...parents.keys()].filter(isBelow);
}

function parent(pid: string): number {
  const afterName = read(`/proc/${pid}/stat`).split(") ").at(-1) ?? "";
  return Number(afterName.split(" ")[1] ?? 0);
}

function commandLine(pid: number): string {
  return read(`/proc/${pid}/cmdline`);
}

/** Processes and their files come and go between listing and reading. */
function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

function link(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return "";
  }
}
