import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { answerChat } from "./chat.ts";
import { sendJson, type Exchange, type Setup } from "./exchange.ts";
import { Faults } from "./faults.ts";
import { defaultModels, modelList, type Model } from "./models.ts";
import { now, startRecord, type RequestRecord } from "./record.ts";

export interface StandInOptions {
  /** 0, the default, takes a free one. */
  readonly port?: number;
  /** Chunks per second, 60 by default; `Infinity` for as fast as the client reads. */
  readonly rate?: number;
  /** UTF-16 units of text in one chunk, 4 by default: about one token. */
  readonly charactersPerChunk?: number;
  readonly models?: readonly Model[];
  /** Whether there is a `GET /models`; true by default. */
  readonly listsModels?: boolean;
}

export interface StandIn {
  /** The base URL for clients: `http://127.0.0.1:PORT/api/v1`. */
  readonly url: string;
  /** What came in since the start or the last `reset`, oldest first, at most 500; written on while answers run. */
  readonly requests: readonly RequestRecord[];
  /** Plays a fault (the words of `Fault`) to the next chat requests. */
  fail(words: string): void;
  /** Forgets requests and faults. */
  reset(): void;
  /** Ends running answers by closing their connections. */
  close(): Promise<void>;
}

/**
 * Starts a server on loopback that speaks the API without a model behind it. Other processes read
 * `GET /__requests` (the records as JSON) and send `POST /__reset` on the same port.
 */
export async function startStandIn(options: StandInOptions = {}): Promise<StandIn> {
  const requests: RequestRecord[] = [];
  const faults = new Faults();
  const setup: Setup = {
    rate: options.rate ?? 60,
    charactersPerChunk: options.charactersPerChunk ?? 4,
    models: options.models ?? defaultModels,
    listsModels: options.listsModels ?? true,
    faults,
  };
  const reset = (): void => {
    requests.length = 0;
    faults.clear();
  };

  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      if (!response.destroyed) response.destroy();
      if (!isDeparture(error)) console.error(error);
    });
  });

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request);
    const record = startRecord(request, body);
    const signal = follow(response, record);
    const exchange = { response, record, signal, setup };
    if (!isLocal(request.headers.host)) return sendJson(exchange, 403, { error: "Forbidden" });
    if (request.url === "/__requests") return sendJson(exchange, 200, requests);
    if (request.url === "/__reset") {
      reset();
      return sendJson(exchange, 200, {});
    }
    requests.push(record);
    if (requests.length > 500) requests.shift();
    await route(request, exchange);
  }

  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  return {
    url: `http://127.0.0.1:${portOf(server.address())}/api/v1`,
    requests,
    fail: (words) => faults.add(words),
    reset,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function route(request: IncomingMessage, exchange: Exchange): Promise<void> {
  const { setup } = exchange;
  const { pathname } = new URL(request.url ?? "/", "http://127.0.0.1");
  const known = pathname === "/api/v1/chat/completions" ? "POST" : "GET";
  if (!isServed(pathname, setup)) return sendJson(exchange, 404, { detail: "Not Found" });
  if (request.method !== known) return sendJson(exchange, 405, { detail: "Method Not Allowed" });
  if (!isGoodKey(request.headers.authorization))
    return sendJson(exchange, 401, { error: "Unauthorized" });
  if (known === "GET") return sendJson(exchange, 200, modelList(setup.models));
  await answerChat(request.headers["content-type"], exchange);
}

function isServed(pathname: string, setup: Setup): boolean {
  if (pathname === "/api/v1/models") return setup.listsModels;
  return pathname === "/api/v1/chat/completions";
}

function isGoodKey(authorization: string | undefined): boolean {
  const key = /^Bearer (\S+)$/.exec(authorization ?? "")?.[1];
  return key !== undefined && !key.startsWith("bad");
}

/** Notes how the response ends, and aborts the signal where the client ended it. */
function follow(response: ServerResponse, record: RequestRecord): AbortSignal {
  const controller = new AbortController();
  response.once("finish", () => {
    record.finishedAt = now();
  });
  response.once("close", () => {
    if (record.finishedAt === undefined) record.disconnectedAt = now();
    controller.abort();
  });
  return controller.signal;
}

/** Pages of the web must not read the record through a name that leads here. */
function isLocal(host: string | undefined): boolean {
  return /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host ?? "");
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts);
}

/** The client's leaving is no fault of the server. */
function isDeparture(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return error.name === "AbortError" || ("code" in error && error.code === "ECONNRESET");
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === "string") throw new Error("no TCP address");
  return address.port;
}
