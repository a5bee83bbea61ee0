import type { CompletionOptions, CompletionRequest } from "../core/completion.ts";
import type { Failure } from "../shared/failure.ts";
import { exchange, type Call, type Exchanged } from "./exchange.ts";
import { outgoingBody } from "./outgoingBody.ts";
import { receiptOf } from "./receipt.ts";
import { buildBody } from "./requestBody.ts";
import { attemptsFor, retryDelayMs, type Sleep } from "./retry.ts";

export interface Attempts {
  readonly call: Omit<Call, "body">;
  readonly request: CompletionRequest;
  readonly onSent: CompletionOptions["onSent"] | undefined;
  /** Origins that refused `stream_options`; grows. */
  readonly refusesUsage: Set<string>;
  readonly sleep: Sleep;
  /** 0 to 1. */
  readonly random: () => number;
}

/** Asks until the answer has come or nothing allows another attempt (contract.md, "Attempts"). */
export async function attempt({
  call,
  request,
  onSent,
  refusesUsage,
  sleep,
  random,
}: Attempts): Promise<Exchanged> {
  const { signal, emit, address } = call;
  let delivered = false;
  const watched: typeof emit = (event) => {
    delivered ||= event.type === "text" || event.type === "reasoning";
    emit(event);
  };
  for (let count = 1; ; count++) {
    const withUsage = !refusesUsage.has(address.origin);
    const json = buildBody(request, withUsage);
    const body = outgoingBody(json);
    const exchanged = exchange({ ...call, body, emit: watched });
    // Its parts are measured while it is on its way.
    onSent?.({ receipt: receiptOf(body.digest, json, address.chat, Date.now()), body: json });
    const result = await exchanged;
    const failure = retryable(result);
    if (failure === undefined || delivered || signal.aborted) return result;
    if (withUsage && namesUsage(failure)) {
      // The same question in the form that this server takes; not an attempt of its own.
      refusesUsage.add(address.origin);
      count--;
      continue;
    }
    if (count >= attemptsFor(failure, result)) return result;
    const delayMs = retryDelayMs(count, failure, random());
    emit({ type: "retrying", attempt: count + 1, delayMs, failure });
    await sleep(delayMs, signal);
    if (signal.aborted) return { ...result, end: { type: "stopped" } };
  }
}

/** Why the attempt brought no answer; undefined where it did, or was stopped. */
function retryable({ end, silent }: Exchanged): Failure | undefined {
  if (end.type === "failed") return end.failure;
  return end.type === "cut-off" && silent ? { kind: "broken", message: "" } : undefined;
}

/** A server that does not know `stream_options` says so. */
function namesUsage({ status, message, param }: Failure): boolean {
  return (
    (status === 400 || status === 422) &&
    /stream_options|include_usage/.test(`${param ?? ""} ${message}`)
  );
}
