import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isFromAnswer } from "../../../../src/core/apply/isFromAnswer.ts";
import { isObeyedFile } from "../../../../src/core/apply/obeyedFiles.ts";
import { pathInside } from "../../../../src/core/apply/paths.ts";
import { gainsRemoteSchema } from "../../../../src/core/apply/remoteSchema.ts";
import { terminalText } from "../../../../src/core/apply/terminalText.ts";

describe("paths that an answer names", () => {
  test.each([
    ["src/a.ts", "src/a.ts"],
    ["./src/a.ts", "src/a.ts"],
    ["src\\a.ts", "src/a.ts"],
    ["a b/ü.md", "a b/ü.md"],
    [".env.example", ".env.example"],
  ])("%s is inside", (hint, path) => expect(pathInside(hint)).toBe(path));

  test.each([
    "",
    "/etc/passwd",
    "//host/share",
    "\\\\host\\share",
    "C:\\x",
    "c:x",
    "~/.ssh/id",
    "../a",
    "a/../../b",
    "a\\..\\b",
    "%2e%2e/a",
    "%252e%252e/a",
    "a%2fb",
    "a%5Cb",
    "file:///a",
    "a/./b",
    "nul",
    "src/CON.ts",
    "LPT1",
    "a.ts:stream",
    "a.ts.",
    "a.ts ",
    "PROGRA~1/x",
    "a\u0000b",
    "a\nb",
    "a\u202Ets.exe",
    "a//b",
    "a*.ts",
    `${"n".repeat(300)}.ts`,
  ])("%j is refused", (hint) => expect(pathInside(hint)).toBeUndefined());

  test("no accepted path has a part that leads up or out", () => {
    const part = fc.constantFrom("..", ".", "a", "/", "\\", ":", "~", "%2e", "b.ts", " ", "\u200B");
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
        const path = pathInside(parts.join(""));
        if (path === undefined) return;
        expect(path.split("/").some((name) => name === "" || name === ".." || name === ".")).toBe(
          false,
        );
        expect(path).not.toMatch(/^~|:|\\/);
      }),
    );
  });
});

test.each([
  ".vscode/settings.json",
  ".VSCode/tasks.json",
  "a/.vscode/launch.json",
  "x.code-workspace",
  ".git/config",
  ".git/hooks/pre-commit",
  ".husky/pre-push",
  ".devcontainer/devcontainer.json",
  ".devcontainer.json",
  ".github/workflows/ci.yml",
  ".GitHub/Workflows/ci.yml",
  ".gitlab-ci.yml",
  "Jenkinsfile",
  "AGENTS.md",
  "sub/CLAUDE.md",
  ".cursorrules",
  ".cursor/rules/a.md",
  ".github/copilot-instructions.md",
  ".mcp.json",
  ".envrc",
  ".npmrc",
  ".bashrc",
  ".zprofile",
  ".git",
  ".yarnrc.yml",
  ".gemini/settings.json",
  ".kiro/hooks/a.kiro.hook",
  ".windsurf/rules/a.md",
  ".clinerules",
  ".windsurfrules",
  ".github/hooks/a.json",
  "opencode.json",
  "eslint.config.js",
  "packages/a/eslint.config.mts",
  ".eslintrc.cjs",
  "prettier.config.mjs",
  "vite.config.ts",
  "vitest.unit.config.ts",
  "lefthook.yml",
  "lefthook-local.yaml",
  ".config/mise/config.local.toml",
  "mise.local.toml",
  ".mocharc.cjs",
  "/home/me/.claude/worktrees/one/.claude/settings.json",
  "/home/me/.claude/settings.json",
  ".v\u017Fcode/tasks.json",
  "/home/me/.config/Code/User/settings.json",
  "/User/tasks.json",
  "c:\\Users\\me\\AppData\\Roaming\\Code - Insiders\\User\\keybindings.json",
  "/home/me/.config/VSCodium/User/profiles/-3f0a/settings.json",
  "/home/me/.config/Code/User/prompts/all.instructions.md",
  "/home/me/.vscode-server/data/Machine/settings.json",
  "tests/conftest.py",
  "sitecustomize.py",
  "build.rs",
  "karma.conf.js",
  ".gitpod.yml",
  ".roomodes",
  ".vs/launch.vs.json",
])("%s is confirmed once more", (path) => expect(isObeyedFile(path)).toBe(true));

test.each([
  "src/a.ts",
  "package.json",
  "README.md",
  "vscode/a.ts",
  "src/git/config.ts",
  "docs/agents.mdx",
  ".gitignore",
  ".github/ISSUE_TEMPLATE.md",
  "src/app/app.config.ts",
  "src/eslint.ts",
  "config/gemini/a.ts",
  "/home/me/.cursor/worktrees/one/src/a.ts",
  "src/user/settings.ts",
  "locales/user/messages.json",
  "CMakeLists.txt",
  "build.gradle",
])("%s is an ordinary file", (path) => expect(isObeyedFile(path)).toBe(false));

test("a schema on the network is noticed when it is new", () => {
  const remote = `{ "$schema": "https://a.example/s.json" }`;
  expect(gainsRemoteSchema("{}", remote)).toBe(true);
  expect(gainsRemoteSchema("{}", remote.replace("https:", ""))).toBe(true);
  expect(gainsRemoteSchema(remote, remote)).toBe(false);
  expect(gainsRemoteSchema("{}", `{ "$schema": "./s.json" }`)).toBe(false);
  expect(gainsRemoteSchema("{}", `{ "$schema": "file:///s.json" }`)).toBe(false);
  expect(gainsRemoteSchema("{}", `{ "a": "$schema", "b": "https://a.example" }`)).toBe(false);
});

test.each([
  String.raw`{"\u0024schema": "https://a.example/s.json"}`,
  String.raw`{"$schema": "\u0068ttps:\/\/a.example/s.json"}`,
  `{"$schema" /* : "./s.json" */ : // "\n"https://a.example/s.json"}`,
  String.raw`{"a": "\"", "$schema": "https://a.example/s.json"}`,
  `{$schema: "https://a.example/s.json"}`,
  `{"$schema" "https://a.example/s.json"}`,
  `{"$schema": "file://a.example/s.json"}`,
])("VS Code finds a schema on the network in %s", (json) => {
  expect(gainsRemoteSchema("{}", json)).toBe(true);
});

describe("text for a terminal", () => {
  test.each([
    ["npm ci\nnpm test\n", "npm ci; npm test"],
    ["# install\n$ npm ci", "npm ci"],
    ["docker run \\\n  --rm \\\n  alpine", "docker run --rm alpine"],
    ["for f in *; do\n  echo $f\ndone", "for f in *; do echo $f; done"],
    ["ls\r\nrm -rf x\r", "ls; rm -rf x"],
    ["echo a\u001B[201~\nrm x", "echo a[201~; rm x"],
    ["npm ci   # install\nnpm run build", "npm ci; npm run build"],
    ["echo '# no comment' a#b\nls", "echo '# no comment' a#b; ls"],
    ["npm start &\nsleep 2", "npm start & sleep 2"],
    ["for i in 1 2; do\n  echo $i;\ndone", "for i in 1 2; do echo $i; done"],
    ["cat a |\n  wc\nls", "cat a | wc; ls"],
    ["cat a\n  | wc", "cat a | wc"],
    ["npm ci # only line", "npm ci # only line"],
    ["case $x in\n  a) ls;;\nesac", undefined],
    ["cat <<EOF\nhello\nEOF", undefined],
    ["git commit -m 'one\ntwo'", undefined],
    ["ls\t-la", "ls -la"],
    ["find . -exec rm {} \\;\nls", "find . -exec rm {} \\;; ls"],
    ["echo do\nls", "echo do; ls"],
    ["# go on \\\nls\npwd", "ls; pwd"],
    ["cd C:\\proj\\\nnpm ci", undefined],
    ["a=(\n  one\n  two\n)", undefined],
    ["(\n  cd a\n  ls\n)", "( cd a; ls; )"],
    ["greet() {\n  echo hi\n}\ngreet", "greet() { echo hi; }; greet"],
    ["greet()\n{\n  echo hi\n}", undefined],
    ["if (Test-Path a) {\n  ls\n}\nelse {\n  pwd\n}", "if (Test-Path a) { ls; } else { pwd; }"],
    ["Get-Item a `\n  -Force", undefined],
    ["copy a ^\n  b", undefined],
    ["$ ls\na.ts\n$ pwd", undefined],
  ])("%j becomes %j", (code, line) => expect(terminalText(code)).toBe(line));

  test("holds one command only where the shell knows no semicolon", () => {
    expect(terminalText("# Install\nnpm ci\n", false)).toBe("npm ci");
    expect(terminalText("npm ci\nnpm test", false)).toBeUndefined();
  });

  test("never holds a control or format character", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (code) => {
        expect(terminalText(code) ?? "").not.toMatch(/[\p{Cc}\p{Cf}\u2028\u2029]/u);
      }),
    );
  });
});

test("only code of the answer is acted on", () => {
  const answer = "Do\n\n1. this:\n\n   ```sh\n   npm ci\n\n   npm test\n   ```\n";
  expect(isFromAnswer(answer, "npm ci\n\nnpm test")).toBe(true);
  expect(isFromAnswer(answer, "npm test\nnpm ci")).toBe(false);
  expect(isFromAnswer(answer, "rm -rf /")).toBe(false);
});
