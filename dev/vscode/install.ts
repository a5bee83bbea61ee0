import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { needDebianPackages } from "../debianPackages.ts";
import { ownEnvironment, runOrThrow } from "../processes.ts";
import { withProgress } from "../progress.ts";

/** VS Code 1.139's server and workbench as an npm package: what runs where VS Code itself cannot be downloaded. */
const codeServerVersion = "4.139.1";
const nodeVersion = "24.21.0";

export interface VSCode {
  /** The Node that the server's native modules were compiled for. */
  readonly node: string;
  /** code-server's own entry: VS Code as a user has it. */
  readonly codeServer: string;
  /** VS Code's bare server, which takes development paths and tests. */
  readonly server: string;
}

/** Gets VS Code once per machine and version; two runs at once don't collide, and a half install is done again. */
export async function installVSCode(): Promise<VSCode> {
  if (process.platform !== "linux")
    throw new Error("VS Code's server is set up on Linux only; press F5 in VS Code instead.");
  const cache = process.env["XDG_CACHE_HOME"] || join(homedir(), ".cache");
  const folder = join(cache, "eigen-chat", `code-server-${codeServerVersion}`);
  const complete = join(folder, ".complete");
  if (!existsSync(complete)) {
    await needDebianPackages("vscode");
    await locked(`${folder}.lock`, async () => {
      if (existsSync(complete)) return;
      await withProgress("Setting up VS Code (once, about 3 minutes)", async () => install(folder));
      await writeFile(complete, "");
    });
  }
  return paths(folder);
}

function paths(folder: string): VSCode {
  const codeServer = join(folder, "node_modules", "code-server");
  return {
    node: join(folder, "node_modules", nodePackage(), "bin", "node"),
    codeServer: join(codeServer, "out", "node", "entry.js"),
    server: join(codeServer, "lib", "vscode", "out", "server-main.js"),
  };
}

function nodePackage(): string {
  return `node-linux-${process.arch}`;
}

async function install(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const allowScripts = { "code-server": true, argon2: true };
  await writeFile(join(folder, "package.json"), JSON.stringify({ private: true, allowScripts }));
  const nodeHome = join(folder, "node_modules", nodePackage());
  const env = {
    ...withoutNpmRun(ownEnvironment()),
    PATH: `${join(nodeHome, "bin")}${delimiter}${process.env["PATH"] ?? ""}`,
    npm_config_nodedir: nodeHome,
  };
  const npmInstall = async (spec: string): Promise<string> =>
    runOrThrow("npm", ["install", "--no-audit", "--no-fund", "--loglevel=error", spec], {
      cwd: folder,
      env,
    });
  await npmInstall(`${nodePackage()}@${nodeVersion}`);
  await npmInstall(`code-server@${codeServerVersion}`);
  await loadNativeModules(paths(folder));
}

/** `npm run` tells its children of its own Node and project; an npm in another folder must not hear of them. */
function withoutNpmRun(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const ofNpmRun =
    /^npm_(?!config_)|^npm_config_(user_agent|local_prefix|prefix|npm_version|node_gyp)$/;
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !ofNpmRun.test(name)));
}

/** npm counts an install as good whose optional native modules were not built; VS Code would fail later, oddly. */
async function loadNativeModules(vscode: VSCode): Promise<void> {
  const modules = ["@vscode/spdlog", "@vscode/sqlite3", "@vscode/native-watchdog", "node-pty"];
  const load = modules.map((name) => `require(${JSON.stringify(name)})`).join(";");
  await runOrThrow(vscode.node, ["-e", load], { cwd: dirname(dirname(vscode.server)) });
}

/** Runs the work while no other process holds the lock; the kernel lets go of it when this process dies. */
async function locked(file: string, work: () => Promise<void>): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const holder = spawn("flock", [file, "sh", "-c", "echo locked; cat"], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  await once(holder.stdout, "data");
  try {
    await work();
  } finally {
    holder.stdin.end();
  }
}
