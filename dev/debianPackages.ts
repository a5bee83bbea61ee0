import { execFile } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { run } from "./processes.ts";
import { withProgress } from "./progress.ts";

/** Every Debian package that a command of this project may need, by what for. */
const debianPackages = {
  /** Compiling and running the VS Code server's native modules. */
  vscode: [
    "build-essential",
    "libkrb5-dev",
    "libsecret-1-dev",
    "libxkbfile-dev",
    "pkg-config",
    "python3",
  ],
  browser: ["chromium", "fonts-dejavu-core", "fonts-liberation", "fonts-noto-mono"],
  /** A display for desktop VS Code where there is none. */
  display: ["xvfb", "xauth"],
  /** Repositories to attach changes of, and ending processes below others. */
  tests: ["git", "procps"],
  /** Taking screenshots of real windows, and reading pictures. */
  pictures: [
    "dbus-daemon",
    "evilwm",
    "gnome-screenshot",
    "imagemagick",
    "tesseract-ocr",
    "x11-utils",
    "xdotool",
  ],
} as const;

export type DebianPurpose = keyof typeof debianPackages;
export const allPurposes = ["vscode", "browser", "display", "tests", "pictures"] as const;

/**
 * Installs the Debian packages for these purposes when some are missing; instant when all are there. Where there is
 * no apt-get the packages are named, and the command goes on: the same things may be there under other names.
 */
export async function needDebianPackages(...purposes: readonly DebianPurpose[]): Promise<void> {
  const missing = await missingPackages(purposes.flatMap((purpose) => debianPackages[purpose]));
  if (missing.length === 0) return;
  if (findExecutable("apt-get") === undefined) {
    process.stderr.write(
      `This is no Debian system; please make sure that it has what these packages hold: ${missing.join(", ")}\n`,
    );
    return;
  }
  const asRoot = process.getuid?.() === 0 ? [] : ["sudo"];
  if (asRoot.length > 0 && findExecutable("sudo") === undefined)
    throw new Error(`Please run as root: apt-get install ${missing.join(" ")}`);
  // Not by `start`: in a session of its own, sudo could not ask for a password.
  const apt = async (...args: string[]): Promise<unknown> =>
    promisify(execFile)("env", [
      ...asRoot,
      "env",
      "DEBIAN_FRONTEND=noninteractive",
      "apt-get",
      ...args,
    ]);
  await withProgress(`Installing Debian packages: ${missing.join(", ")}`, async () => {
    await apt("update", "-q");
    await apt(
      "install",
      "-q",
      "-y",
      "--no-install-recommends",
      "-o",
      "DPkg::Lock::Timeout=600",
      ...missing,
    );
  });
}

async function missingPackages(names: readonly string[]): Promise<readonly string[]> {
  if (findExecutable("dpkg-query") === undefined) return names;
  const { output } = await run("dpkg-query", [
    "-W",
    "-f=${Package} ${db:Status-Status}\\n",
    ...names,
  ]);
  const installed = new Set(output.split("\n"));
  return names.filter((name) => !installed.has(`${name} installed`));
}

/** The path of the first of these commands that is on the PATH. */
export function findExecutable(...names: readonly string[]): string | undefined {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
