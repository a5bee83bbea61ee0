import { cp, mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { askOnce } from "./once.ts";
import { packageExtension } from "./packageExtension.ts";
import { portOrAny } from "./ports.ts";
import { root } from "./root.ts";
import { startStandIn } from "./standIn/standIn.ts";
import { installVSCode } from "./vscode/install.ts";
import { serveVSCode } from "./vscode/serve.ts";
import { themes } from "./vscode/themes.ts";

/**
 * Puts the packaged extension into a real VS Code with a sample workspace, over the stand-in server or the one that
 * `EIGEN_BASE_URL` names: served until Ctrl-C, or with `--once` asked one question in a window that nobody sees.
 */
const { values } = parseArgs({
  options: {
    once: { type: "string" },
    image: { type: "string" },
    model: { type: "string" },
    theme: { type: "string", default: "dark" },
    screenshot: { type: "string", default: "dist/once.png" },
  },
});

process.once("uncaughtException", (error) => {
  console.error(error.message);
  process.exit(1);
});
const theme = themeNamed(values.theme);
await installVSCode();
const vsix = await packageExtension();
const baseUrl = process.env["EIGEN_BASE_URL"] || (await startStandInServer());
if (values.once === undefined) await serveUntilStopped();
else process.exit(await answerOnce(values.once));

async function serveUntilStopped(): Promise<void> {
  // Kept between runs, so that the chats of yesterday are there today; the ports too, because keys belong to origins.
  const dataDir = join(root, ".vscode-test", "start");
  const folder = join(dataDir, "lighthouse");
  await mkdir(dataDir, { recursive: true });
  await cp(join(root, "dev", "sample"), folder, { recursive: true, force: false });
  const vscode = await serveVSCode({
    vsix,
    folder,
    dataDir,
    port: await portOrAny(8010),
    settings: {
      "workbench.colorTheme": theme,
      ...(await keptSettings(dataDir)),
      "eigen.baseUrl": baseUrl,
    },
  });
  console.log(`
  VS Code with Eigen AI Chat:  ${vscode.url}
  API server:                  ${baseUrl}${process.env["EIGEN_BASE_URL"] ? "" : ' (a stand-in; any key works that does not start with "bad")'}

  Click the speech bubble in the activity bar. Ctrl-C ends all.
`);
}

async function answerOnce(question: string): Promise<number> {
  const folder = join(root, "dev", "sample");
  // A model with eyes where there is something to see.
  const model = values.model ?? (values.image === undefined ? undefined : "qwen3-235b-vl");
  const settings = {
    "workbench.colorTheme": theme,
    "eigen.baseUrl": baseUrl,
    ...(model === undefined ? {} : { "eigen.model": model }),
  };
  const vscode = await serveVSCode({ vsix, folder, settings });
  try {
    const key = process.env["EIGEN_API_KEY"] || "stand-in-key";
    await askOnce(vscode.url, {
      question,
      key,
      image: values.image,
      screenshot: values.screenshot,
    });
    return 0;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return 1;
  } finally {
    await vscode.close();
  }
}

async function startStandInServer(): Promise<string> {
  const { url } = await startStandIn({ port: await portOrAny(8011) });
  return url;
}

async function keptSettings(dataDir: string): Promise<object> {
  const file = join(dataDir, "User", "settings.json");
  const text = await readFile(file, "utf8").catch(() => "{}");
  try {
    const settings: unknown = JSON.parse(text);
    return typeof settings === "object" && settings !== null ? settings : {};
  } catch {
    throw new Error(`${file} is no plain JSON; mend or remove it.`);
  }
}

function themeNamed(name: string): string {
  const found = themes.get(name);
  if (found !== undefined) return found;
  throw new Error(`--theme takes ${[...themes.keys()].join(", ")}, not ${name}.`);
}
