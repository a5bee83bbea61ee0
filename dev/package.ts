import { mkdir, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { createVSIX } from "@vscode/vsce";
import { root, vsix } from "./root.ts";

/** Builds for release and writes `dist/eigen-chat.vsix`. */
await rm(dirname(vsix), { recursive: true, force: true });
await mkdir(dirname(vsix));
// The bundles hold their dependencies, so node_modules stays at home.
await createVSIX({
  cwd: root,
  packagePath: vsix,
  dependencies: false,
  allowMissingRepository: true,
  // The README's pictures are packed with it.
  rewriteRelativeLinks: false,
});
