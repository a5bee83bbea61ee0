import { rmSync } from "node:fs";
import { basename, resolve } from "node:path";
import { build, context } from "esbuild";

const production = process.argv.includes("--production");
const viewTarget = "chrome134";
const watch = process.argv.includes("--watch");

/** @type {import("esbuild").BuildOptions} */
const shared = {
  bundle: true,
  minify: production,
  sourcemap: production ? false : "linked",
  legalComments: "none",
  logLevel: "warning",
};

/** What is needed late or never is a file of its own, read when it is imported. @type {import("esbuild").Plugin} */
const lateFiles = {
  name: "late files",
  setup(build) {
    build.onResolve(
      { filter: /\/(placeCode|portal|remoteSchema|secretRules)\.ts$/ },
      ({ kind, path }) =>
        kind === "dynamic-import"
          ? { path: `./${basename(path, ".ts")}.cjs`, external: true }
          : undefined,
    );
  },
};

/** The host: one CommonJS file for the entry, one for each thread it starts, and the late ones. @type {import("esbuild").BuildOptions} */
const host = {
  ...shared,
  entryPoints: {
    extension: "src/extension.ts",
    placeCode: "src/core/apply/placeCode.ts",
    portal: "src/host/screenshot/portal.ts",
    remoteSchema: "src/core/apply/remoteSchema.ts",
    secretRules: "src/core/secretRules.ts",
    store: "src/store/storeThread.ts",
    tokens: "src/host/highlight/tokenThread.ts",
  },
  loader: { ".wasm": "binary" },
  outdir: "dist",
  outExtension: { ".js": ".cjs" },
  format: "cjs",
  platform: "node",
  target: "node22",
  external: ["vscode"],
  plugins: [lateFiles],
  // jsonc-parser's other form loads its parts at run time.
  alias: { "jsonc-parser": "jsonc-parser/lib/esm/main.js" },
};

/** A worker of the view is started from text, which is bundled with what starts it. @type {import("esbuild").Plugin} */
const scripts = {
  name: "scripts as text",
  setup(view) {
    view.onResolve({ filter: /^script:/ }, ({ path, resolveDir }) => ({
      path: resolve(resolveDir, path.replace("script:", "")),
      namespace: "script",
    }));
    view.onLoad({ filter: /./, namespace: "script" }, async ({ path }) => {
      const { outputFiles, metafile } = await build({
        ...shared,
        entryPoints: [path],
        target: viewTarget,
        sourcemap: false,
        write: false,
        metafile: true,
      });
      const watchFiles = Object.keys(metafile.inputs).map((input) => resolve(input));
      return { contents: outputFiles[0]?.text ?? "", loader: "text", watchFiles };
    });
  },
};

/** The view: modules, so that what the first paint does not need is loaded later. @type {import("esbuild").BuildOptions} */
const view = {
  ...shared,
  entryPoints: { main: "webview/main.ts", styles: "webview/styles.css" },
  outdir: "dist/webview",
  format: "esm",
  splitting: true,
  platform: "browser",
  target: viewTarget,
  plugins: [scripts],
  // What markdown-it brings along and the browser has: 22 KB gzipped.
  alias: {
    entities: "./webview/markdown/slim/entities.ts",
    "linkify-it": "./webview/markdown/slim/linkifyIt.ts",
    "punycode.js": "./webview/markdown/slim/punycode.ts",
    "uc.micro": "./webview/markdown/slim/ucMicro.ts",
  },
};

// The names of the view's chunks change with what is in them.
rmSync(view.outdir, { recursive: true, force: true });

for (const options of [host, view]) {
  const build = await context(options);
  if (watch) await build.watch();
  else {
    await build.rebuild();
    await build.dispose();
  }
}
