import { createServer, type Socket } from "node:net";

/** What the server does with one request: writes bytes, waits, closes. */
export type Script = (connection: Connection, request: ReceivedRequest) => void | Promise<void>;

export interface Connection {
  readonly write: (bytes: string | Uint8Array) => void;
  /** FIN. */
  readonly end: () => void;
  /** RST. */
  readonly reset: () => void;
  readonly wait: (ms: number) => Promise<void>;
  readonly closed: Promise<void>;
}

export interface ReceivedRequest {
  /** The request line and the headers. */
  readonly head: string;
  readonly body: string;
}

export interface ScriptedServer extends AsyncDisposable {
  readonly origin: string;
  readonly port: number;
  readonly requests: readonly ReceivedRequest[];
  /** Resolves when the client has closed every connection that it sent a request on. */
  readonly abandoned: () => Promise<unknown>;
}

/** A server on loopback that speaks in bytes: the n-th request gets the n-th script, later ones the last. */
export async function startServer(...scripts: readonly Script[]): Promise<ScriptedServer> {
  const requests: ReceivedRequest[] = [];
  const sockets = new Set<Socket>();
  const used = new Set<Promise<void>>();
  const server = createServer((socket) => {
    sockets.add(socket);
    const closed = new Promise<void>((resolve) => socket.once("close", () => resolve()));
    void closed.then(() => sockets.delete(socket));
    socket.on("error", () => undefined);
    let received = Buffer.alloc(0);
    socket.on("data", (bytes) => {
      received = Buffer.concat([received, bytes]);
      const request = readRequest(received);
      if (request === undefined) return;
      received = Buffer.alloc(0);
      requests.push(request);
      used.add(closed);
      const script = scripts[Math.min(requests.length, scripts.length) - 1];
      const connection: Connection = {
        write: (data) => void socket.write(data),
        end: () => void socket.end(),
        reset: () => void socket.resetAndDestroy(),
        wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
        closed,
      };
      void script?.(connection, request);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    origin: `http://127.0.0.1:${address.port}`,
    port: address.port,
    requests,
    abandoned: () => Promise.all(used),
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function readRequest(bytes: Buffer): ReceivedRequest | undefined {
  const end = bytes.indexOf("\r\n\r\n");
  if (end < 0) return undefined;
  const head = bytes.subarray(0, end).toString("latin1");
  const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
  const body = bytes.subarray(end + 4);
  return body.length < length ? undefined : { head, body: body.toString("utf8") };
}

/** Status, headers and a body of known length; the connection stays open. */
export function respond(
  status: number,
  body: string | Uint8Array = "",
  headers: Readonly<Record<string, string>> = {},
): Script {
  const bytes = typeof body === "string" ? Buffer.from(body) : body;
  return ({ write }) => {
    write(head(status, { "content-length": String(bytes.length), ...headers }));
    write(bytes);
  };
}

/** A stream of events whose end is the end of the connection. */
export function stream(body: string | Uint8Array, then: "end" | "reset" | "hang" = "end"): Script {
  return async (connection) => {
    connection.write(head(200, { "content-type": "text/event-stream", connection: "close" }));
    connection.write(body);
    await connection.wait(then === "reset" ? 20 : 0);
    if (then === "end") connection.end();
    else if (then === "reset") connection.reset();
  };
}

export function head(status: number, headers: Readonly<Record<string, string>>): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} Whatever\r\n${lines.join("")}\r\n`;
}
