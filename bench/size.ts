import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { packageExtension } from "../dev/packageExtension.ts";
import { root } from "../dev/root.ts";
import { table } from "./support/figures.ts";

/** What the packaged extension weighs: each bundle, and the whole VSIX. */
const vsix = await packageExtension();
const dist = join(root, "dist");
const rows: string[][] = [];
for (const file of (await readdir(dist, { recursive: true })).toSorted()) {
  if (!/\.(cjs|js|css|wasm)$/.test(file)) continue;
  const bytes = await readFile(join(dist, file));
  rows.push([`\`${file}\``, kilobytes(bytes.length), kilobytes(gzipSync(bytes).length)]);
}
rows.push(["VSIX", kilobytes((await stat(vsix)).size), ""]);
console.log(table(["File", "KB", "gzipped KB"], rows));

function kilobytes(bytes: number): string {
  return (bytes / 1024).toFixed(1);
}
