import { readFile } from "node:fs/promises";
import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { compile } from "tailwindcss";
import type { ServedFile } from "../../dev/viewServer.ts";

/** What can show an answer, by the name that tables and arguments have. */
export const peers = {
  nothing: "the harness alone",
  pre: "floor: one <pre>",
  "pre-window": "floor: the last 12 blocks as plain text",
  eigen: "this view",
  streamdown: "streamdown",
  "react-markdown": "react-markdown, rehype-highlight",
  "markdown-it": "markdown-it, highlight.js, each frame",
  "streaming-markdown": "streaming-markdown (no colours)",
  mynah: "@aws/mynah-ui",
} as const;
export type PeerName = keyof typeof peers;

export function isPeer(name: string): name is PeerName {
  return Object.hasOwn(peers, name);
}

/** The script of a peer, for a browser. */
export async function bundlePeer(name: PeerName): Promise<string> {
  const file = name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  const { outputFiles } = await build({
    entryPoints: [`${import.meta.dirname}/peers/${file}.ts`],
    bundle: true,
    minify: true,
    write: false,
    outdir: "peers",
    format: "iife",
    platform: "browser",
    target: "chrome134",
    define: { "process.env.NODE_ENV": '"production"' },
    loader: { ".woff2": "dataurl", ".ttf": "dataurl", ".svg": "dataurl" },
    logLevel: "error",
  });
  return outputFiles.find(({ path }) => path.endsWith(".js"))?.text ?? "";
}

/** The page of a peer with its script and style sheets. */
export async function peerPage(name: PeerName): Promise<ReadonlyMap<string, ServedFile>> {
  const style = [pageStyle, await styleOf(name)].join("\n");
  return new Map([
    ["/peer", { type: "text/html", body: page }],
    ["/peer.js", { type: "text/javascript", body: await bundlePeer(name) }],
    ["/peer.css", { type: "text/css", body: style }],
  ]);
}

const page = `<!DOCTYPE html>
<meta charset="utf-8">
<link rel="stylesheet" href="/peer.css">
<div id="app">
<main class="scroller"><div class="transcript"></div></main>
<textarea aria-label="Message"></textarea>
</div>
<script type="module" src="/peer.js"></script>`;

/** The values of VS Code's that the view's style sheet needs; peers have the same fonts. */
export const themeStyle = `:root {
  --vscode-foreground: #cccccc;
  --vscode-font-family: system-ui, sans-serif;
  --vscode-font-size: 13px;
  --vscode-editor-font-family: monospace;
  --vscode-editor-font-size: 12px;
  --vscode-editor-background: #1f1f1f;
  --vscode-editor-foreground: #cccccc;
}
body { background: #181818; }`;

const pageStyle = `${themeStyle}
html, body { height: 100%; margin: 0; }
body { color: #ccc; font: 13px/1.5 system-ui, sans-serif; }
#app { display: flex; flex-direction: column; height: 100%; }
.scroller { flex: 1; min-height: 0; overflow: hidden auto; overflow-anchor: none; }
.transcript { padding: 0 12px; }
.message { padding: 12px 0; overflow-wrap: anywhere; }
pre, code { font: 12px/1.45 monospace; }
.message > pre { white-space: pre-wrap; margin: 0 0 0.75em; }`;

async function styleOf(name: PeerName): Promise<string> {
  if (name === "streamdown") return tailwind();
  if (name !== "react-markdown" && name !== "markdown-it") return "";
  return `${await readText("highlight.js/styles/github-dark.css")}
pre { background: #1f1f1f; padding: 8px 10px; overflow-x: auto; }`;
}

/** streamdown's own style: every class that its code names. */
async function tailwind(): Promise<string> {
  const folders = ["streamdown", "@streamdown/code"].map((name) =>
    dirname(fileURLToPath(import.meta.resolve(name))),
  );
  const files = folders.flatMap((folder) => readdirSync(folder).map((file) => join(folder, file)));
  const scripts = await Promise.all(files.map(async (file) => readFile(file, "utf8")));
  const compiler = await compile('@import "tailwindcss";', {
    loadStylesheet: async (id) => {
      const path = id === "tailwindcss" ? "tailwindcss/index.css" : id;
      return { path, base: "", content: await readText(path) };
    },
  });
  return compiler.build(scripts.flatMap((script) => script.split(/["'`\s]+/)));
}

/** A file of an installed package. */
function readText(specifier: string): Promise<string> {
  return readFile(new URL(import.meta.resolve(specifier)), "utf8");
}
