import { expect, test } from "vitest";
import { readFenceInfo } from "../../../src/shared/fenceInfo.ts";

test.each([
  ["ts src/a.ts", "ts", "src/a.ts"],
  ['TS title="src/a b.ts"', "ts", "src/a b.ts"],
  ['ts title="Using a client"', "ts", null],
  ["ts title='2. The rest' src/a.ts", "ts", "src/a.ts"],
  ["ts title=Makefile", "ts", "Makefile"],
  ["ts filename=a.ts:3", "ts", "a.ts"],
  ['text file="the notes"', "text", "the notes"],
  ["ts:src/a.ts", "ts", "src/a.ts"],
  ["ts src/a.ts:10-20", "ts", "src/a.ts"],
  ["ts src/a.ts#L10-L20", "ts", "src/a.ts"],
  ["tsx src/app/[id]/page.tsx", "tsx", "src/app/[id]/page.tsx"],
  ["makefile Makefile", "makefile", "Makefile"],
  ["docker docker/Dockerfile", "docker", "docker/Dockerfile"],
  ["gitignore .gitignore", "gitignore", ".gitignore"],
  ["sh config/.env", "sh", "config/.env"],
  ["config/.env", "config/.env", "config/.env"],
  ["ts src/a.ts:10", "ts", "src/a.ts"],
  ["text/html", "text/html", null],
  ["ts", "ts", null],
  ["js live", "js", null],
  ["python showLineNumbers", "python", null],
  ["ts {1,3-4}", "ts", null],
  ["", "", null],
])("after a fence %j is %s for %s", (info, language, path) => {
  expect(readFenceInfo(info)).toEqual({ language, path });
});
