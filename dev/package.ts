import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { createVSIX } from "@vscode/vsce";

export const root = join(import.meta.dirname, "..");

/** Builds for release and writes `dist/eigen-chat.vsix`; returns its path. */
export async function packageExtension(): Promise<string> {
  const dist = join(root, "dist");
  const packagePath = join(dist, "eigen-chat.vsix");
  await rm(dist, { recursive: true, force: true });
  await mkdir(dist);
  // The bundles hold their dependencies, so node_modules stays at home.
  await createVSIX({ cwd: root, packagePath, dependencies: false, allowMissingRepository: true });
  return packagePath;
}

if (import.meta.main) await packageExtension();
