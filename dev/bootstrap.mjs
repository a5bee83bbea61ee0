/**
 * Runs one of the project's TypeScript commands on a machine that has nothing but Node 20 and npm:
 *
 *   node dev/bootstrap.mjs dev/test.ts [arguments]
 *
 * The packages of package-lock.json are installed first when they are not there as locked; the command then runs
 * under the Node that is one of them. Only Node's own modules are imported here.
 */
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { constants } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const bin = join(root, "node_modules", ".bin");
const node = join(root, "node_modules", "node", "bin", "node");

const [command, ...args] = process.argv.slice(2);
if (command === undefined) fail("Usage: node dev/bootstrap.mjs <file.ts> [arguments]");
if (!installedAsLocked()) await installPackages();
await runCommand();

/** Whether npm's own record of node_modules, which it writes last, has every package of the lock file. */
function installedAsLocked() {
  if (!existsSync(node)) return false;
  const installed = lockedPackages(join(root, "node_modules", ".package-lock.json"));
  return Object.entries(lockedPackages(join(root, "package-lock.json"))).every(
    ([path, entry]) =>
      path === "" ||
      (installed[path]?.version === entry.version &&
        installed[path]?.integrity === entry.integrity) ||
      (installed[path] === undefined && (entry.optional || entry.devOptional || entry.peer)),
  );
}

function lockedPackages(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")).packages : {};
}

async function installPackages() {
  process.stderr.write("Installing npm packages (about half a minute)…\n");
  const npm = process.env.npm_execpath;
  const install = ["ci", "--no-audit", "--no-fund", "--loglevel=error"];
  const child = npm?.endsWith(".js")
    ? spawn(process.execPath, [npm, ...install], { cwd: root })
    : spawn("npm", install, { cwd: root, shell: process.platform === "win32" });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (data) => (output += data));
  const code = await ended(child);
  if (code !== 0) fail(`${output.trimEnd()}\nnpm ci failed; what it said is above.`);
}

async function runCommand() {
  const child = spawn(node, [join(root, command), ...args], {
    stdio: "inherit",
    env: { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH}` },
  });
  // Ctrl-C reaches the command by itself; it decides when to end. Other signals are handed on.
  process.on("SIGINT", () => {});
  for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  process.exitCode = await ended(child);
}

function ended(child) {
  return new Promise((resolve) => {
    child.once("error", (error) => fail(error.message));
    child.once("close", (code, signal) => resolve(code ?? 128 + constants.signals[signal]));
  });
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
