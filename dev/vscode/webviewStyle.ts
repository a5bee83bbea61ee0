import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { installVSCode } from "./install.ts";

/** The style sheet that VS Code gives every webview before its own. */
export async function webviewStyle(): Promise<string> {
  const { server } = await installVSCode();
  const page = "vs/workbench/contrib/webview/browser/pre/index.html";
  const html = await readFile(join(dirname(server), page), "utf8");
  const [, style] = /defaultStyles\.textContent = `([^`]+)`/.exec(html) ?? [];
  if (style === undefined) throw new Error("VS Code's page for webviews has no style sheet.");
  return style;
}
