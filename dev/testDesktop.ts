import { downloadAndUnzipVSCode, SilentReporter } from "@vscode/test-electron";
import { needDebianPackages } from "./debianPackages.ts";
import { startDisplay } from "./display.ts";
import { packageExtension } from "./packageExtension.ts";
import { withProgress } from "./progress.ts";
import { runInHostTests } from "./vscode/inHostTests.ts";

/** The tests of `test/vscode` in desktop VS Code, where it can be downloaded. */
const executable = await download();
if (process.platform === "linux" && !process.env["DISPLAY"] && !process.env["WAYLAND_DISPLAY"]) {
  await needDebianPackages("browser", "display");
  process.env["DISPLAY"] = (await startDisplay(1280, 800)).name;
}
await packageExtension();
await runInHostTests(executable);

async function download(): Promise<string> {
  try {
    return await withProgress("Downloading VS Code", async () =>
      downloadAndUnzipVSCode({ version: "stable", reporter: new SilentReporter() }),
    );
  } catch (error) {
    console.error(
      `VS Code's desktop cannot be downloaded here (${String(error)}). ` +
        "`npm test` runs the same tests in VS Code's server, which comes from npm.",
    );
    process.exit(1);
  }
}
