import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { secretsIn } from "../../../../src/core/secrets.ts";
import { newFileDiff } from "../../../../src/host/commitMessage/newFileDiff.ts";

test("a new file reads as Git shows it once it is staged", () => {
  const cwd = mkdtempSync(join(tmpdir(), "eigen-new-file-"));
  onTestFinished(() => rmSync(cwd, { recursive: true }));
  const git = (...args: readonly string[]) => execFileSync("git", args, { cwd, encoding: "utf8" });
  const files = { "a b.ts": "let a;\n\nlet b;\n", "empty.ts": "" };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(cwd, name), text);
  git("init", "--quiet");
  git("add", "--all");
  // A name with a space has a tab after it, and blobs have names of their own.
  const shown = git("diff", "--cached").replaceAll(/^index .*\n|\t$/gm, "");
  const diffs = Object.entries(files).map(([name, text]) => newFileDiff(name, text));
  expect(diffs.join("")).toBe(shown);
});

test("secrets in it are found, and what it is called tells that it may hold some", async () => {
  const code = { path: "The diff", languageId: "diff" };
  const ofText = newFileDiff("src/.env", "A=1\n");
  expect(await secretsIn({ ...code, text: ofText }, [])).toMatchObject({
    secrets: [{ kind: "value in an environment file" }],
    holdsSecretFile: true,
  });
  const unread = newFileDiff("keys/id_rsa", undefined);
  expect((await secretsIn({ ...code, text: unread }, [])).holdsSecretFile).toBe(true);
});
