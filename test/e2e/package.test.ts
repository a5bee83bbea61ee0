import { globSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root, vsix } from "../../dev/root.ts";
import { serveVSCode } from "../../dev/vscode/serve.ts";

test("the package holds what we mean to ship, and nothing else", async () => {
  const vscode = await serveVSCode({ vsix, folder: root });
  const installed = globSync("extensions/eigenchat.eigen-chat-*/**/*", { cwd: vscode.dataDir });
  const files = installed
    .filter((path) => statSync(join(vscode.dataDir, path)).isFile())
    .map((path) => path.split("/").slice(2).join("/"));
  await vscode.close();
  const expected =
    /^(package(\.nls)?\.json|readme\.md|changelog\.md|LICENSE\.txt|\.vsixmanifest|dist\/\w+\.cjs|dist\/webview\/(main|styles)\.(js|css)|dist\/webview\/[\w-]+-[A-Z0-9]{8}\.js|media\/(walkthrough\/)?[\w-]+\.(svg|png))$/i;
  expect(files.filter((file) => !expected.test(file))).toEqual([]);
  expect(files).toEqual(
    expect.arrayContaining(["package.json", "dist/extension.cjs", "dist/webview/main.js"]),
  );
  expect(statSync(vsix).size).toBeLessThan(1024 * 1024);
});
