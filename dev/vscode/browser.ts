import { chromium, type Browser, type LaunchOptions } from "playwright-core";
import { findExecutable, needDebianPackages } from "../debianPackages.ts";
import { ownEnvironment } from "../processes.ts";

/** Debian's Chromium without a window; it ends with this process. */
export async function launchBrowser(...flags: readonly string[]): Promise<Browser> {
  return launch({}, flags);
}

/** The same with a window on a display. */
export async function launchBrowserOn(display: string): Promise<Browser> {
  const env = { ...ownEnvironment(), DISPLAY: display };
  return launch({ headless: false, env }, []);
}

async function launch(options: LaunchOptions, flags: readonly string[]): Promise<Browser> {
  await needDebianPackages("browser");
  const executablePath = findExecutable("chromium", "chromium-browser", "google-chrome");
  if (executablePath === undefined) throw new Error("Chromium is not on the PATH.");
  return chromium.launch({
    ...options,
    executablePath,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      ...flags,
    ],
  });
}
