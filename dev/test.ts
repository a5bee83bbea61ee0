import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { allPurposes, needDebianPackages } from "./debianPackages.ts";
import { root } from "./root.ts";
import { start, stop } from "./processes.ts";
import { readTestReport } from "./testReport.ts";
import { installVSCode } from "./vscode/install.ts";

/** One part of `npm test`; all run, even when one fails. */
interface Step {
  readonly name: string;
  readonly command: readonly string[];
  /** Where its tests' counts are; a step without is one test. */
  readonly counted?: true;
  /** Minutes. */
  readonly limit: number;
}

interface Counts {
  readonly passed: number;
  readonly failed: number;
}

const vitest = (...config: readonly string[]): readonly string[] => [
  "vitest",
  "run",
  ...config,
  "--reporter=dot",
  "--reporter=json",
];

const steps: readonly Step[] = [
  { name: "format", command: ["oxfmt", "--check", "."], limit: 1 },
  { name: "lint", command: ["oxlint", "--type-aware"], limit: 2 },
  { name: "dead code", command: ["knip"], limit: 2 },
  { name: "types", command: ["tsc", "-b", "--noEmit"], limit: 2 },
  { name: "package", command: ["node", "dev/package.ts"], limit: 2 },
  { name: "unit", command: vitest(), counted: true, limit: 5 },
  {
    name: "browser",
    command: vitest("--config=test/browser/vitest.config.ts"),
    counted: true,
    limit: 4,
  },
  { name: "in VS Code", command: ["node", "dev/testInHost.ts"], counted: true, limit: 3 },
  {
    name: "end to end",
    command: vitest("--config=test/e2e/vitest.config.ts"),
    counted: true,
    limit: 20,
  },
];

await needDebianPackages(...allPurposes);
await installVSCode();
const scratch = await mkdtemp(join(tmpdir(), "eigen-test-"));
let passed = 0;
let failed = 0;
for (const [index, step] of steps.entries()) {
  const counts = await runStep(step, join(scratch, `${index}.json`));
  passed += counts.passed;
  failed += counts.failed;
}
await rm(scratch, { recursive: true, force: true });
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

async function runStep(step: Step, reportFile: string): Promise<Counts> {
  const started = performance.now();
  const [command = "", ...args] = step.command;
  const report = step.counted === true ? [`--outputFile.json=${reportFile}`] : [];
  const child = start(command, [...args, ...report], { cwd: root });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  const timer = setTimeout(() => {
    output += `\nStopped: it took longer than ${step.limit} minutes.`;
    void stop(child);
  }, step.limit * 60_000);
  const ok = await new Promise<boolean>((resolve) => {
    child.once("error", (error) => {
      output += error.message;
      resolve(false);
    });
    child.once("close", (code) => resolve(code === 0));
  });
  clearTimeout(timer);
  const counts = await countsOf(ok, reportFile);
  const seconds = Math.round((performance.now() - started) / 1000);
  const summary = `${counts.passed} passed, ${counts.failed} failed`;
  if (counts.failed > 0) console.log(output.trimEnd());
  console.log(`${counts.failed === 0 ? "✓" : "✗"} ${step.name}: ${summary} (${seconds} s)`);
  return counts;
}

/** What the step's JSON report says; whatever goes wrong beside its tests counts as one failure more. */
async function countsOf(ok: boolean, reportFile: string): Promise<Counts> {
  const report = await readTestReport(reportFile);
  if (report === undefined) return ok ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  const { numPassedTests: passed, numFailedTests: failed } = report;
  return { passed, failed: !ok && failed === 0 ? 1 : failed };
}
