import { once } from "node:events";
import type { ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import {
  callChunk,
  finishChunk,
  pieceChunk,
  roleChunk,
  usageChunk,
  type Completion,
} from "./completion.ts";
import type { Exchange } from "./exchange.ts";
import type { Fault } from "./faults.ts";
import { now } from "./record.ts";

/** Streams a completion as server-sent events at the chosen rate, with the fault where it belongs. */
export async function streamAnswer(
  completion: Completion,
  includeUsage: boolean,
  fault: Fault | undefined,
  exchange: Exchange,
): Promise<void> {
  const { response, record, signal, setup } = exchange;
  record.status = 200;
  response.writeHead(200, { "content-type": "text/event-stream; charset=utf-8" });
  if (fault?.name === "empty") {
    response.end("data: [DONE]\n\n");
    return;
  }
  writeEvent(response, roleChunk(completion));
  if (completion.call !== undefined) writeEvent(response, callChunk(completion, completion.call));
  const due = schedule(setup.rate, signal);
  let pending = fault;
  let answerCharacters = 0;
  let thinkingCharacters = 0;
  for (const [index, piece] of completion.pieces.entries()) {
    if (pending !== undefined && piece.kind === "text" && answerCharacters >= pending.after) {
      if ((await breakStream(pending, exchange)) === "ended") return;
      pending = undefined;
    }
    await due(index);
    if (piece.kind === "text") answerCharacters += piece.text.length;
    if (piece.kind === "thinking") thinkingCharacters += piece.text.length;
    record.sent.push([now(), answerCharacters, thinkingCharacters]);
    if (!writeEvent(response, pieceChunk(completion, piece)))
      await once(response, "drain", { signal });
  }
  if (pending !== undefined && (await breakStream(pending, exchange)) === "ended") return;
  const finishReason = fault?.name === "finish" ? fault.value("reason") : undefined;
  writeEvent(response, finishChunk(completion, finishReason ?? completion.finishReason));
  if (includeUsage) writeEvent(response, usageChunk(completion));
  response.end(fault?.name === "no-done" ? "" : "data: [DONE]\n\n");
}

/** Plays a fault of the middle of a stream; those of the beginning and of the end are none of its business. */
async function breakStream(fault: Fault, exchange: Exchange): Promise<"ended" | "goes-on"> {
  const { response, record, signal } = exchange;
  switch (fault.name) {
    case "cut":
      response.end();
      return "ended";
    case "drop":
      await flushed(response);
      record.finishedAt = now();
      response.socket?.destroySoon();
      return "ended";
    case "reset":
      await flushed(response);
      resetConnection(exchange);
      return "ended";
    case "error-event": {
      const code = fault.number("code", 500);
      const message = "The engine stopped unexpectedly.";
      const type = code === 503 ? "SERVICE_UNAVAILABLE" : "InternalServerError";
      writeEvent(response, { error: { object: "error", message, type, param: null, code } });
      response.end("data: [DONE]\n\n");
      return "ended";
    }
    case "malformed":
      response.write('data: {"id":"x","choices":[{"delta":{"content":"unterminated\n\n');
      return "goes-on";
    case "stall":
      await sleep(fault.number("ms", FOREVER), undefined, { signal });
      return "goes-on";
    case "drip":
      for (;;) {
        await sleep(fault.number("every", 1000), undefined, { signal });
        response.write(": keepalive\n\n");
      }
    default:
      return "goes-on";
  }
}

/** The longest time a timer takes: 24 days. */
const FOREVER = 2 ** 31 - 1;

/**
 * Waits until chunk `index` is due, counted from the first call's moment, so that late timers delay no later
 * chunk: what is overdue goes out at once, and the rate holds on average far above one chunk per timer tick.
 */
function schedule(rate: number, signal: AbortSignal): (index: number) => Promise<void> {
  const start = performance.now();
  return async (index) => {
    const wait = start + (index * 1000) / rate - performance.now();
    if (wait > 0) await sleep(wait, undefined, { signal });
    signal.throwIfAborted();
  };
}

function writeEvent(response: ServerResponse, data: object): boolean {
  return response.write(`data: ${JSON.stringify(data)}\n\n`);
}

/** Resolves when what was written so far has left the process. */
function flushed(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    response.write(": \n\n", () => resolve());
  });
}

/** Breaks the connection with an RST. */
export function resetConnection({ response, record }: Exchange): void {
  record.finishedAt = now();
  response.socket?.resetAndDestroy();
}
