import { expect, test } from "vitest";
import { filesOfDiff } from "../../../../src/core/apply/filesOfDiff.ts";
import { newTextOf } from "../../../../src/core/apply/hunks.ts";

const changed = ["--- a/src/a.ts\t2026-01-01", "+++ b/src/a.ts", "@@ -1 +1 @@", "-old", "+new"];
const made = ["--- /dev/null", "+++ b/src/new.ts", "@@ -0,0 +1,2 @@", "+one", "+two"];

test.each([
  [changed, ["src/a.ts"]],
  [made, ["src/new.ts"]],
  [["--- a/gone.ts", "+++ /dev/null", "@@ -1 +0,0 @@", "-old"], ["gone.ts"]],
  [
    ["diff --git a/src/a.ts b/src/a.ts", ...changed, ...made],
    ["src/a.ts", "src/new.ts"],
  ],
  [["--- old", "+++ new"], ["new"]],
  [["--- b/src/a.ts", "+++ b/src/a.ts"], ["b/src/a.ts"]],
  [["@@ -1 +1 @@", "--- a list", " + b"], []],
])("a diff %j is for %j", (lines, files) => expect(filesOfDiff(lines)).toEqual(files));

test("a diff that makes a file says what is in it; others don't", () => {
  expect(newTextOf(made)).toBe("one\ntwo");
  expect(newTextOf(changed)).toBeUndefined();
  expect(newTextOf(["+a plus", "+list"])).toBeUndefined();
});
