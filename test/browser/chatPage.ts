import { randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { extname, join } from "node:path";
import type { Page } from "playwright-core";
import { root } from "../../dev/root.ts";
import { launchBrowser } from "../../dev/vscode/browser.ts";
import { chatPage } from "../../src/host/chatView/html.ts";
import type { HostMessage, Intent, Op } from "../../src/shared/protocol.ts";
import type { AnswerView, QuestionView, ViewState } from "../../src/shared/view.ts";

/** The built view in Chromium, with the page and the policy that the host gives it; the test is the host. */
export interface OpenPage {
  readonly page: Page;
  /** What the view asked for, oldest first. */
  readonly intents: Intent[];
  /** What the page tried against its policy, and every address beside our own that it asked for. */
  readonly offences: string[];
  /** Replaces the whole state. */
  show(state: Partial<ViewState>): Promise<void>;
  /** Changes it by operations, as one patch. */
  patch(...ops: readonly Op[]): Promise<void>;
  post(message: unknown): Promise<void>;
  close(): Promise<void>;
}

/** One for all pages of a test file; it ends with the process. */
const browser = launchBrowser();

const types: Readonly<Record<string, string>> = {
  ".js": "text/javascript",
  ".css": "text/css",
  ".wasm": "application/wasm",
};

export async function openChatPage({ width = 420, height = 700 } = {}): Promise<OpenPage> {
  const folder = join(root, "dist", "webview");
  if (!existsSync(join(folder, "main.js"))) throw new Error("Build first: npm run build");
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://127.0.0.1").pathname;
    if (path === "/") return void response.setHeader("content-type", "text/html").end(html(server));
    const file = join(folder, path);
    if (!file.startsWith(folder) || !existsSync(file)) return void response.writeHead(404).end();
    response.setHeader("content-type", types[extname(file)] ?? "application/octet-stream");
    response.end(readFileSync(file));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const page = await (await browser).newPage({ viewport: { width, height } });
  const intents: Intent[] = [];
  const offences: string[] = [];
  await page.exposeFunction("toHost", (intent: Intent) => intents.push(intent));
  await page.exposeFunction("toOffences", (offence: string) => offences.push(offence));
  await page.addInitScript(beTheHost);
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(origin(server)) && !/^(data|blob):/.test(url)) offences.push(url);
  });
  page.on("pageerror", (error) => offences.push(String(error)));
  await page.goto(origin(server));
  let rev = 0;
  const post = async (message: unknown): Promise<void> => {
    await page.evaluate((data) => window.postMessage(data), message);
    // Two frames: the view draws in the next one.
    await page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
    );
  };
  const postUpdate = async (message: HostMessage): Promise<void> => post(message);
  return {
    page,
    intents,
    offences,
    post,
    show: (state) =>
      postUpdate({ type: "snapshot", rev: ++rev, state: { ...emptyState, ...state } }),
    patch: (...ops) => postUpdate({ type: "patch", rev: ++rev, ops }),
    async close() {
      await page.close();
      server.close();
    },
  };
}

declare global {
  function toHost(intent: unknown): void;
  function toOffences(offence: string): void;
}

/** Runs in the page before its own scripts. */
function beTheHost(): void {
  const api = {
    postMessage: (intent: unknown) => toHost(intent),
    getState: () => undefined,
    setState: () => undefined,
  };
  Object.assign(globalThis, { acquireVsCodeApi: () => api });
  document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) =>
    toOffences(`${effectiveDirective}: ${blockedURI}`),
  );
}

function html(server: Server): string {
  return chatPage({
    cspSource: origin(server),
    scriptUri: `${origin(server)}/main.js`,
    styleUri: `${origin(server)}/styles.css`,
    nonce: randomBytes(18).toString("base64url"),
  });
}

function origin(server: Server): string {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no TCP address");
  return `http://127.0.0.1:${address.port}`;
}

const emptyState: ViewState = {
  conversationId: "c1",
  title: "",
  messages: [],
  runningId: null,
  keySet: true,
  draft: { text: "", epoch: 0, sent: "", attachments: [], editing: false },
  model: {
    id: "gpt-oss-120b",
    name: "GPT-OSS 120B",
  },
  parameters: {},
  defaultParameters: {},
  systemPrompt: "",
  context: {
    system: 0,
    history: 0,
    attachments: 0,
    question: 0,
    budget: null,
    contextLength: null,
    leftOut: null,
  },
  presets: [],
  candidates: [],
  composerAlert: null,
  banner: null,
  history: null,
  announcement: { seq: 0, text: "" },
};

export function question(id: string, text: string): QuestionView {
  return { role: "user", id, text, attachments: [], leftOut: null, versions: null };
}

export function answer(id: string, fields: Partial<AnswerView> = {}): AnswerView {
  return {
    role: "assistant",
    id,
    author: "GPT-OSS 120B",
    state: "complete",
    text: "",
    reasoning: "",
    notice: null,
    figures: null,
    alert: null,
    versions: null,
    compared: null,
    ...fields,
  };
}
