import { readFile } from "node:fs/promises";
import * as v from "valibot";

/** The part of vitest's JSON report that we read; our own reports have the same shape. */
const TestReport = v.object({ numPassedTests: v.number(), numFailedTests: v.number() });
export type TestReport = v.InferOutput<typeof TestReport>;

/** Undefined where there is no such file. */
export async function readTestReport(file: string): Promise<TestReport | undefined> {
  const text = await readFile(file, "utf8").catch(() => undefined);
  return text === undefined ? undefined : v.parse(TestReport, JSON.parse(text));
}
