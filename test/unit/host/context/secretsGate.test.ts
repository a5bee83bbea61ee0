import { mkdirSync, mkdtempSync, realpathSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, expect, test, vi } from "vitest";
import type { CodeAttachment } from "../../../../src/core/attachment.ts";
import { mayBeSeen, withoutSecrets } from "../../../../src/host/context/secretsGate.ts";

const { ask, file } = vi.hoisted(() => ({
  ask: vi.fn(),
  file: (path: string) => ({
    scheme: "file",
    path,
    fsPath: path,
    toString: () => `file://${path}`,
  }),
}));
vi.mock("vscode", () => ({
  l10n: { t: (text: string) => text },
  window: { showWarningMessage: ask },
  Uri: { file, parse: (text: string) => file(text.slice("file://".length)) },
}));

const folder = realpathSync(mkdtempSync(join(tmpdir(), "links-")));
mkdirSync(join(folder, "home"));
for (const name of [".netrc", ".env", "plain.txt"])
  writeFileSync(join(folder, "home", name), "PORT=8080\n");

function linkTo(target: string, name = `notes of ${target}.txt`): CodeAttachment {
  const link = join(folder, name);
  symlinkSync(join(folder, "home", target), link);
  const text = "PORT=8080\n";
  return { kind: "code", id: "c", path: name, uri: `file://${link}`, languageId: "text", text };
}

beforeEach(() => ask.mockReset());

test("a link to a file of secrets is asked about whatever it is called", async () => {
  const code = linkTo(".netrc");
  expect(await withoutSecrets([code], [])).toEqual([]);
  expect(await mayBeSeen(code, [])).toBeUndefined();
  expect(ask).toHaveBeenCalledTimes(2);
});

test("the values of an environment file are found through a link", async () => {
  ask.mockResolvedValue("Redact and Attach");
  expect(await withoutSecrets([linkTo(".env")], [])).toMatchObject([{ text: "PORT=REDACTED\n" }]);
});

test("a link that is called as a file of secrets is asked about too, others are not", async () => {
  expect(await withoutSecrets([linkTo("plain.txt", ".env")], [])).toEqual([]);
  expect(ask).toHaveBeenCalledOnce();
  const plain = linkTo("plain.txt");
  expect(await withoutSecrets([plain], [])).toEqual([plain]);
  expect(ask).toHaveBeenCalledOnce();
});
