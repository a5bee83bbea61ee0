import type { OutgoingHttpHeaders, ServerResponse } from "node:http";
import type { Faults } from "./faults.ts";
import type { Model } from "./models.ts";
import type { RequestRecord } from "./record.ts";

/** A request on its way, with all that its answer needs. */
export interface Exchange {
  readonly response: ServerResponse;
  readonly record: RequestRecord;
  /** Aborted when the connection is gone. */
  readonly signal: AbortSignal;
  readonly setup: Setup;
}

export interface Setup {
  /** Chunks per second. */
  readonly rate: number;
  /** UTF-16 units. */
  readonly charactersPerChunk: number;
  readonly models: readonly Model[];
  readonly listsModels: boolean;
  readonly faults: Faults;
}

export function sendJson(
  { response, record }: Exchange,
  status: number,
  body: object,
  headers: OutgoingHttpHeaders = {},
): void {
  record.status = status;
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(JSON.stringify(body));
}

export function sendHtml({ response, record }: Exchange, status: number, html: string): void {
  record.status = status;
  response.writeHead(status, { "content-type": "text/html; charset=utf-8" });
  response.end(html);
}
