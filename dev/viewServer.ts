import { randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { chatPage } from "../src/host/chatView/html.ts";
import { root } from "./root.ts";

export interface ViewServer {
  /** The chat view's page is at its root. */
  readonly origin: string;
  close(): void;
}

export interface ServedFile {
  readonly type: string;
  readonly body: string | Uint8Array;
}

const types: Readonly<Record<string, string>> = {
  ".js": "text/javascript",
  ".css": "text/css",
  ".wasm": "application/wasm",
};

/** Serves the built chat view with the page and the policy that the host gives it, and other files by their paths. */
export async function serveView(
  others: ReadonlyMap<string, ServedFile> = new Map(),
): Promise<ViewServer> {
  const folder = join(root, "dist", "webview");
  if (!existsSync(join(folder, "main.js"))) throw new Error("Build first: npm run build");
  let origin = "";
  const find = (path: string): ServedFile | undefined => {
    if (path === "/") return { type: "text/html", body: page(origin) };
    const file = join(folder, path);
    if (!file.startsWith(folder) || !existsSync(file)) return others.get(path);
    return { type: types[extname(file)] ?? "application/octet-stream", body: readFileSync(file) };
  };
  const server = createServer((request, response) => {
    const file = find(new URL(request.url ?? "/", "http://127.0.0.1").pathname);
    if (file === undefined) return void response.writeHead(404).end();
    response.setHeader("content-type", file.type).end(file.body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no TCP address");
  origin = `http://127.0.0.1:${address.port}`;
  return { origin, close: () => void server.close() };
}

function page(origin: string): string {
  return chatPage({
    cspSource: origin,
    scriptUri: `${origin}/main.js`,
    styleUri: `${origin}/styles.css`,
    place: "sideBar",
    nonce: randomBytes(18).toString("base64url"),
  });
}
