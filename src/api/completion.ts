import type { Complete, CompletionEvent, CompletionRequest } from "../core/completion.ts";
import { expectsThinking } from "../core/parameters.ts";
import type { Failure } from "../shared/failure.ts";
import { parseAddress, type Address } from "./address.ts";
import { attempt } from "./attempts.ts";
import { standardCaps, type Caps } from "./bodyFormat.ts";
import type { Exchanged } from "./exchange.ts";
import { readKey } from "./keyForm.ts";
import { createRedactor, scrubFailure, type Redact } from "./redact.ts";
import { requestProblem } from "./requestProblem.ts";
import { sleep, type Sleep } from "./retry.ts";
import type { Timeouts } from "./timeLimits.ts";

/** Where and how to ask. */
export interface Endpoint {
  /** The setting `eigen.baseUrl`, as the user wrote it. */
  readonly baseUrl: string;
  /** Undefined where none is stored for the address's origin. */
  readonly apiKey: string | undefined;
  readonly timeouts: Timeouts;
}

/** What tests replace. */
export interface Surroundings {
  readonly sleep: Sleep;
  /** 0 to 1. */
  readonly random: () => number;
  readonly caps: Caps;
}

/**
 * The client of `POST /chat/completions`: checks the request, sends it, repeats what may be repeated, and tells how
 * it ended. Nothing is sent without a key, or for a request with a mistake in it.
 *
 * @param endpoint Read anew for each question.
 */
export function createComplete(
  endpoint: () => Endpoint | Promise<Endpoint>,
  surroundings: Partial<Surroundings> = {},
): Complete {
  const around = { sleep, random: Math.random, caps: standardCaps, ...surroundings };
  const refusesUsage = new Set<string>();

  return async (request, { signal, onEvent, onSent }) => {
    const startedAt = performance.now();
    let firstTokenMs: number | undefined;
    let redact = createRedactor(undefined);
    const emit = (event: CompletionEvent): void => {
      if (firstTokenMs === undefined && (event.type === "text" || event.type === "reasoning"))
        firstTokenMs = performance.now() - startedAt;
      onEvent(redacted(event, redact));
    };

    const ask = async (): Promise<Ended> => {
      const { baseUrl, apiKey, timeouts } = await endpoint();
      redact = createRedactor(apiKey);
      const target = prepare(request, baseUrl, apiKey);
      if ("kind" in target) return { end: { type: "failed", failure: target } };
      if (signal.aborted) return { end: { type: "stopped" } };
      const call = {
        ...target,
        timeouts,
        signal,
        emit,
        caps: around.caps,
        answer: answerOptions(request),
      };
      return attempt({ ...around, call, request, onSent, refusesUsage });
    };

    // Only a mistake of ours or of a listener can throw.
    const { end, requestId } = await ask().catch((error: unknown): Ended => {
      return { end: { type: "failed", failure: { kind: "protocol", message: String(error) } } };
    });
    return {
      ...(end.type === "failed" ? withScrubbed(end, redact) : end),
      ...(requestId !== undefined && { requestId: redact(requestId) }),
      ...(firstTokenMs !== undefined && { firstTokenMs }),
      totalMs: performance.now() - startedAt,
    };
  };
}

type Ended = Pick<Exchanged, "end" | "requestId">;

/** Where to send the request, or why it can't be sent. */
function prepare(
  request: CompletionRequest,
  baseUrl: string,
  apiKey: string | undefined,
): { address: Address; apiKey: string } | Failure {
  const address = parseAddress(baseUrl);
  if ("problem" in address)
    return { kind: "invalid-request", param: "baseUrl", message: address.problem };
  const problem = requestProblem(request);
  if (problem !== undefined) return problem;
  const form = readKey(apiKey ?? "");
  return "problem" in form ? { kind: "no-key", message: "" } : { address, apiKey: form.key };
}

function answerOptions(request: CompletionRequest) {
  return {
    expectsThinking: expectsThinking(request),
    choice: request.extra?.["n"] === undefined ? undefined : 0,
  };
}

function redacted(event: CompletionEvent, redact: Redact): CompletionEvent {
  if (event.type === "retrying") return withScrubbed(event, redact);
  if (event.type === "opened" && event.requestId !== undefined)
    return { ...event, requestId: redact(event.requestId) };
  return event;
}

function withScrubbed<T extends { readonly failure: Failure }>(holder: T, redact: Redact): T {
  return { ...holder, failure: scrubFailure(holder.failure, redact) };
}
