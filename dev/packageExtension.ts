import { runOrThrow } from "./processes.ts";
import { withProgress } from "./progress.ts";
import { root, vsix } from "./root.ts";

/** Builds and packages the extension, quietly unless that fails; returns the path of the VSIX. */
export async function packageExtension(): Promise<string> {
  await withProgress("Building the extension", async () =>
    runOrThrow(process.execPath, ["dev/package.ts"], { cwd: root }),
  );
  return vsix;
}
