import { createHash } from "node:crypto";
import type { IncomingMessage } from "node:http";

/** What the stand-in received and what it did with it. Times are epoch milliseconds, with fractions. */
export interface RequestRecord {
  readonly method: string;
  /** With the query, as it was sent. */
  readonly path: string;
  /** Lower-case names; a bearer key is replaced by the start of its SHA-256. */
  readonly headers: Readonly<Record<string, string>>;
  /** The parsed body with exactly the fields that came; undefined where it was no JSON. */
  readonly body: unknown;
  /** Bytes. */
  readonly bodySize: number;
  /** Of the bytes that came, lower-case hex. */
  readonly bodySha256: string;
  readonly receivedAt: number;
  /** The fault that was played, as it was asked for. */
  fault?: string;
  /** Of the response; undefined until its head is sent. */
  status?: number;
  /** One entry for each text or thinking chunk: when it was written, and the characters up to and with it. */
  readonly sent: [at: number, answerCharacters: number, thinkingCharacters: number][];
  /** When the response was written completely. */
  finishedAt?: number;
  /** When the client went away before that. */
  disconnectedAt?: number;
}

export function startRecord(request: IncomingMessage, body: Buffer): RequestRecord {
  return {
    method: request.method ?? "",
    path: request.url ?? "",
    headers: keylessHeaders(request),
    body: parseJson(body),
    bodySize: body.length,
    bodySha256: createHash("sha256").update(body).digest("hex"),
    receivedAt: now(),
    sent: [],
  };
}

/** The clock that a page in the same machine reads too: epoch milliseconds, monotonic within one process. */
export function now(): number {
  return performance.timeOrigin + performance.now();
}

/** The first 12 hex digits of a SHA-256. */
export function shortHash(data: string | Buffer): string {
  return createHash("sha256").update(data).digest("hex").slice(0, 12);
}

function keylessHeaders(request: IncomingMessage): Record<string, string> {
  const headers = new Map<string, string>();
  for (const [name, value] of Object.entries(request.headers)) headers.set(name, String(value));
  const authorization = headers.get("authorization");
  if (authorization !== undefined) {
    const key = authorization.replace(/^Bearer /i, "");
    headers.set("authorization", `Bearer sha256:${shortHash(key)}`);
  }
  return Object.fromEntries(headers);
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return undefined;
  }
}
