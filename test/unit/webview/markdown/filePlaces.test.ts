import { expect, test } from "vitest";
import {
  mayNameFile,
  readFilePlace,
  splitPaths,
  unescapedPath,
} from "../../../../webview/markdown/filePlaces.ts";

test.each([
  ["src/a.ts", "src/a.ts", null, null],
  ["src/a.ts:12", "src/a.ts", 12, null],
  ["src/a.ts:12:3", "src/a.ts", 12, 3],
  ["src/a.ts:12-20", "src/a.ts", 12, null],
  ["src/a.ts#L12", "src/a.ts", 12, null],
  ["src/a.ts#L12-L20", "src/a.ts", 12, null],
  ["src/a.ts(12,3)", "src/a.ts", 12, 3],
  ["src/a.ts:0", "src/a.ts", null, null],
  ["README.md#how-to-install", "README.md", null, null],
  ["Array#each", "Array#each", null, null],
])("%s is line %s of its file", (text, path, line, column) => {
  expect(readFilePlace(text)).toEqual({ path, line, column });
});

test.each([
  ["my%20file.ts:3", "my file.ts:3"],
  ["gr%C3%BC%C3%9Fe.ts", "grüße.ts"],
  ["100%.md", "100%.md"],
  ["a%E2%80%AEst.b", "a%E2%80%AEst.b"],
  ["a%0Ab", "a%0Ab"],
])("the link target %s names %s", (target, path) => {
  expect(unescapedPath(target)).toBe(path);
});

test.each([
  ["see src/a.ts, then", ["src/a.ts"]],
  ["(web/greet.ts:3:1).", ["web/greet.ts:3:1"]],
  ["greet.ts:12 and ./b/c.d.ts", ["greet.ts:12", "./b/c.d.ts"]],
  ["@scope/pkg/lib/index.js#L4", ["@scope/pkg/lib/index.js#L4"]],
  ["greet.ts alone, and/or, 1/2, 3.5:1, https://a.example/b.html, //host/a.ts", []],
  ["at 10:30 e.g. a/b", []],
])("of %j the paths are %j", (text, paths) => {
  const pieces = splitPaths(text);
  expect(pieces.filter(({ isPath }) => isPath).map(({ text }) => text)).toEqual(paths);
  expect(pieces.map(({ text }) => text).join("")).toBe(text);
});

test.each(["greet.ts", "src/core/chat.ts:3", ".gitignore", "Makefile", "src/[id]/page.tsx", "a/b"])(
  "%s in back quotes may name a file",
  (text) => expect(mayNameFile(text)).toBe(true),
);

test.each([
  "a b.ts",
  "f(x)",
  "x === y",
  "https://a.example/a.ts",
  "/etc/passwd",
  "~/.ssh/id_rsa",
  "C:\\a.ts",
  "//host/share/a.ts",
  "map",
  `${"a/".repeat(200)}a.ts`,
  "a\u202Ets.exe",
])("%j in back quotes names none", (text) => expect(mayNameFile(text)).toBe(false));
