import { join, resolve } from "node:path";
import { format, parseArgs } from "node:util";
import type { Browser } from "playwright-core";
import { start, stop, whenPrinted } from "../processes.ts";
import { scratchFolder } from "../scratchFolder.ts";
import { launchBrowser } from "./browser.ts";
import { installVSCode } from "./install.ts";

/**
 * A stand-in for the `code` executable where VS Code's desktop cannot be had: takes the flags that
 * `@vscode/test-electron` gives, runs VS Code's server with its workbench in Chromium, and ends with the tests' code.
 * Flags that mean nothing here are ignored. Without `--extensionTestsPath` it serves the window until Ctrl-C.
 */
const { values, positionals } = parseArgs({
  strict: false,
  options: {
    extensionDevelopmentPath: { type: "string", multiple: true },
    extensionTestsPath: { type: "string" },
    "user-data-dir": { type: "string" },
    "extensions-dir": { type: "string" },
    "disable-workspace-trust": { type: "boolean" },
  },
});

const vscode = await installVSCode();
const scratch = await scratchFolder("code");
const server = start(vscode.node, [
  vscode.server,
  "--host=127.0.0.1",
  "--port=0",
  "--without-connection-token",
  "--accept-server-license-terms",
  "--enable-smoke-test-driver",
  "--telemetry-level=off",
  `--server-data-dir=${scratch}`,
  `--user-data-dir=${stringFlag("user-data-dir") ?? join(scratch, "data")}`,
  `--extensions-dir=${stringFlag("extensions-dir") ?? join(scratch, "extensions")}`,
  ...(values["disable-workspace-trust"] === true ? ["--disable-workspace-trust"] : []),
]);
let browser: Browser | undefined;
try {
  const port = await whenPrinted(server, /agent listening on (\d+)/);
  const url = windowUrl(port);
  if (values.extensionTestsPath === undefined) {
    process.stdout.write(`${url}\n`);
    await new Promise(() => {});
  } else {
    browser = await launchBrowser();
    process.exitCode = await runTests(browser, url);
  }
} finally {
  await browser?.close();
  await stop(server);
}

/** The window's address: its folder, and what to develop and to test there. */
function windowUrl(port: string): string {
  const authority = `127.0.0.1:${port}`;
  const remote = (path: string): string => `vscode-remote://${authority}${resolve(path)}`;
  const payload: [string, string][] = [];
  for (const path of [values.extensionDevelopmentPath ?? []].flat())
    payload.push(["extensionDevelopmentPath", remote(String(path))]);
  const tests = stringFlag("extensionTestsPath");
  if (tests !== undefined) payload.push(["extensionTestsPath", remote(tests)]);
  const query = new URLSearchParams({ payload: JSON.stringify(payload) });
  const folder = positionals[0];
  if (folder !== undefined) query.set("folder", resolve(folder));
  return `http://${authority}/?${query.toString()}`;
}

/** Opens the window, which runs the tests and reports through two functions that it finds on its page. */
async function runTests(browser: Browser, url: string): Promise<number> {
  const page = await browser.newPage();
  page.setDefaultTimeout(0);
  await page.exposeFunction("codeAutomationLog", (type: string, args: readonly unknown[]) => {
    const text = format(...args);
    (type === "error" ? process.stderr : process.stdout).write(`${text}\n`);
  });
  const exitCode = new Promise<number>((resolve, reject) => {
    void page.exposeFunction("codeAutomationExit", resolve);
    page.once("crash", () => reject(new Error("The window crashed.")));
    server.once("exit", () => reject(new Error("VS Code's server ended.")));
  });
  await page.goto(url);
  return exitCode;
}

function stringFlag(name: keyof typeof values): string | undefined {
  const value = values[name];
  return typeof value === "string" ? value : undefined;
}
