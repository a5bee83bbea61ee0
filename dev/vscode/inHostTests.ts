import { globSync } from "node:fs";
import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { parseArgs } from "node:util";
import { runTests } from "@vscode/test-electron";
import { build } from "esbuild";
import { root } from "../root.ts";
import { readTestReport } from "../testReport.ts";

const outdir = join(root, "dist", "test");

/**
 * Runs `test/vscode` inside the VS Code of this executable, against the extension as it was built last; ends the
 * process with 1 when a test failed. `--outputFile.json=FILE` keeps the report.
 */
export async function runInHostTests(vscodeExecutablePath: string): Promise<void> {
  const { values } = parseArgs({ options: { "outputFile.json": { type: "string" } } });
  await buildTests();
  const scratch = await mkdtemp(join(tmpdir(), "eigen-in-host-"));
  const reportFile = values["outputFile.json"] ?? join(scratch, "report.json");
  const log: string[] = [];
  const toLog = new Writable({
    write(chunk, _encoding, done) {
      log.push(String(chunk));
      done();
    },
  });
  try {
    await runTests({
      vscodeExecutablePath,
      extensionDevelopmentPath: root,
      extensionTestsPath: join(outdir, "run.cjs"),
      extensionTestsEnv: { EIGEN_TEST_REPORT: reportFile },
      launchArgs: [
        await hostileWorkspace(join(scratch, "folder")),
        // Git and terminals are for trusted folders only, and a planted setting is no better in one.
        "--disable-workspace-trust",
        `--user-data-dir=${join(scratch, "data")}`,
        `--extensions-dir=${join(scratch, "extensions")}`,
      ],
      stdout: toLog,
      stderr: toLog,
    }).catch((error: unknown) => log.push(String(error)));
    const report = await readTestReport(reportFile);
    const ok = report !== undefined && report.numFailedTests === 0;
    if (!ok) console.log(log.join("").slice(-10_000));
    if (report !== undefined)
      console.log(`In VS Code: ${report.numPassedTests} passed, ${report.numFailedTests} failed`);
    process.exitCode = ok ? 0 : 1;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** The sample workspace, with settings of ours that a stranger's folder could carry. */
async function hostileWorkspace(folder: string): Promise<string> {
  await cp(join(root, "dev", "sample"), folder, { recursive: true });
  await mkdir(join(folder, ".vscode"));
  const planted = {
    "editor.tabSize": 7,
    "eigen.baseUrl": "http://127.0.0.1:9/v1",
    "eigen.model": "planted",
    "eigen.models": [{ id: "planted" }],
    "eigen.parameters": { temperature: 2 },
    "eigen.timeouts": { idle: 1 },
    "eigen.history.enabled": false,
  };
  await writeFile(join(folder, ".vscode", "settings.json"), JSON.stringify(planted));
  return folder;
}

async function buildTests(): Promise<void> {
  await rm(outdir, { recursive: true, force: true });
  await build({
    entryPoints: globSync("test/vscode/*.ts", { cwd: root }),
    absWorkingDir: root,
    outdir,
    outExtension: { ".js": ".cjs" },
    bundle: true,
    sourcemap: "inline",
    format: "cjs",
    platform: "node",
    target: "node22",
    alias: { "jsonc-parser": "jsonc-parser/lib/esm/main.js" },
    external: ["vscode", "mocha"],
    logLevel: "warning",
  });
}
