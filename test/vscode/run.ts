import { globSync, writeFileSync } from "node:fs";
import Mocha from "mocha";

/**
 * VS Code calls this: runs all test files that lie beside this one, and reports to the file that `EIGEN_TEST_REPORT`
 * names, in the shape that `dev/testReport.ts` reads.
 */
export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: "tdd", timeout: 30_000, reporter: "spec", color: false });
  for (const file of globSync("*.test.cjs", { cwd: __dirname }).toSorted())
    mocha.addFile(`${__dirname}/${file}`);
  await new Promise<void>((resolve, reject) => {
    const runner = mocha.run((numFailedTests) => {
      const numPassedTests = runner.stats?.passes ?? 0;
      const file = process.env["EIGEN_TEST_REPORT"];
      if (file !== undefined)
        writeFileSync(file, JSON.stringify({ numPassedTests, numFailedTests }));
      if (numFailedTests === 0) resolve();
      else reject(new Error(`${numFailedTests} of the tests failed`));
    });
  });
}
