import type { ChildProcess } from "node:child_process";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { descendants, runOrThrow, start, stop, whenPrinted } from "../processes.ts";
import { scratchFolder } from "../scratchFolder.ts";
import { installVSCode } from "./install.ts";

export interface ServeOptions {
  /** The packaged extension to install, as a user would. */
  readonly vsix: string;
  /** Further packaged extensions. */
  readonly extensions?: readonly string[];
  /** The providers of models that the user has added to VS Code's own chat. */
  readonly languageModels?: readonly { readonly name: string; readonly vendor: string }[];
  /** The folder to open. */
  readonly folder: string;
  /** The user's settings, over a few that keep a fresh window quiet. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Kept after `close`; without it everything is temporary. */
  readonly dataDir?: string;
  /** A free one where none is given. */
  readonly port?: number;
}

export interface ServedVSCode {
  /** Opens the folder. */
  readonly url: string;
  readonly dataDir: string;
  /** Replaces the user's settings; a window notices when it is reloaded. */
  writeSettings(settings: Readonly<Record<string, unknown>>): Promise<void>;
  /** Ends the extension hosts of all windows at once, as a crash does; VS Code starts others. */
  killExtensionHosts(): Promise<void>;
  close(): Promise<void>;
}

const quietSettings = {
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "chat.disableAIFeatures": true,
  "telemetry.telemetryLevel": "off",
  "git.enabled": false,
  "security.workspace.trust.enabled": false,
};

/** VS Code as a user has it, with the extension installed, served on loopback. */
export async function serveVSCode(options: ServeOptions): Promise<ServedVSCode> {
  const vscode = await installVSCode();
  const dataDir = options.dataDir ?? (await scratchFolder("vscode"));
  const writeSettings: ServedVSCode["writeSettings"] = async (settings) => {
    await mkdir(join(dataDir, "User"), { recursive: true });
    const content = JSON.stringify({ ...quietSettings, ...settings }, undefined, 2);
    await writeFile(join(dataDir, "User", "settings.json"), content);
  };
  await writeSettings(options.settings ?? {});
  const common = [
    vscode.codeServer,
    `--config=${join(dataDir, "config.yaml")}`,
    `--user-data-dir=${dataDir}`,
    `--extensions-dir=${join(dataDir, "extensions")}`,
  ];
  await writeFile(join(dataDir, "config.yaml"), "cert: false\n");
  if (options.languageModels !== undefined)
    await writeFile(
      join(dataDir, "User", "chatLanguageModels.json"),
      JSON.stringify(options.languageModels),
    );
  const installs = [options.vsix, ...(options.extensions ?? [])].flatMap((vsix) => [
    "--install-extension",
    vsix,
  ]);
  await runOrThrow(vscode.node, [...common, ...installs, "--force"]);
  const server = start(vscode.node, [
    ...common,
    `--bind-addr=127.0.0.1:${options.port ?? 0}`,
    "--auth=none",
    "--disable-telemetry",
    "--disable-update-check",
    "--disable-workspace-trust",
    "--disable-getting-started-override",
  ]);
  const address = await whenPrinted(server, /listening on (http:\S+?)\/?\s/);
  return {
    url: `${address}/?folder=${encodeURIComponent(options.folder)}`,
    dataDir,
    writeSettings,
    async killExtensionHosts() {
      const killed = await extensionHosts(server);
      for (const pid of killed) process.kill(pid, "SIGKILL");
      // What one was writing to the disk, it may still finish.
      while ((await extensionHosts(server)).some((pid) => killed.includes(pid)))
        await setTimeout(20);
    },
    async close() {
      await stop(server);
      if (options.dataDir === undefined) await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function extensionHosts(server: ChildProcess): Promise<readonly number[]> {
  const below = await descendants(server.pid ?? 0);
  return below
    .filter(({ command }) => command.includes("--type=extensionHost"))
    .map(({ pid }) => pid);
}
