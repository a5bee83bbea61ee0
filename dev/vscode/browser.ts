import { chromium, type Browser } from "playwright-core";
import { findExecutable, needDebianPackages } from "../debianPackages.ts";

/** Debian's Chromium without a window; it ends with this process. */
export async function launchBrowser(...flags: readonly string[]): Promise<Browser> {
  await needDebianPackages("browser");
  const executablePath = findExecutable("chromium", "chromium-browser", "google-chrome");
  if (executablePath === undefined) throw new Error("Chromium is not on the PATH.");
  return chromium.launch({
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
