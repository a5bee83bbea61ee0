import type { Failure, FailureKind } from "../shared/failure.ts";
import { parseAddress, type Address } from "./address.ts";
import { readErrorBody } from "./body.ts";
import { standardCaps } from "./bodyFormat.ts";
import { serverFailure } from "./classify.ts";
import { isErrorValue, readErrorText } from "./errorBody.ts";
import { exchange } from "./exchange.ts";
import { parseJson } from "./json.ts";
import { readKey } from "./keyForm.ts";
import { createRedactor, scrubFailure } from "./redact.ts";
import { outgoingBody } from "./outgoingBody.ts";
import { buildBody } from "./requestBody.ts";
import { transportFailure } from "./transportFailure.ts";

export type KeyCheck =
  | { readonly type: "accepted" }
  /** The server says that the key is wrong or may not be used. */
  | { readonly type: "refused"; readonly failure: Failure }
  /** Nobody could say: no connection, no such address, a server in trouble. */
  | { readonly type: "unreachable"; readonly failure: Failure }
  /** The signal aborted the check. */
  | { readonly type: "stopped" };

export interface KeyCheckOptions {
  readonly baseUrl: string;
  /** As it was typed. */
  readonly apiKey: string;
  /** Asked for one token where the server has no list of models. */
  readonly model: string;
  readonly signal: AbortSignal;
}

const limitMs = 15_000;

/** A server that answers with one of these has let the key pass. */
const pastTheKey: ReadonlySet<FailureKind> = new Set([
  "payment",
  "unknown-model",
  "context-overflow",
  "bad-request",
]);

/**
 * Checks a key with the server: `GET …/models`, and a chat request for one token where the server has no such list.
 * Never throws, never repeats a request.
 */
export async function checkKey(options: KeyCheckOptions): Promise<KeyCheck> {
  const address = parseAddress(options.baseUrl);
  const form = readKey(options.apiKey);
  if ("problem" in address)
    return unreachable({ kind: "invalid-request", param: "baseUrl", message: address.problem });
  if ("problem" in form)
    return { type: "refused", failure: { kind: "unauthorized", message: form.problem } };
  const check =
    (await askForModels(address, form.key, options.signal)) ??
    (await askForOneToken(address, form.key, options));
  if (options.signal.aborted) return { type: "stopped" };
  if (!("failure" in check)) return check;
  return { ...check, failure: scrubFailure(check.failure, createRedactor(form.key)) };
}

/** Undefined where the list of models says nothing about the key. */
async function askForModels(
  address: Address,
  apiKey: string,
  signal: AbortSignal,
): Promise<KeyCheck | undefined> {
  let response: Response;
  try {
    response = await globalThis.fetch(address.models, {
      headers: { accept: "application/json", authorization: `Bearer ${apiKey}` },
      redirect: "manual",
      signal: AbortSignal.any([signal, AbortSignal.timeout(limitMs)]),
    });
  } catch (error) {
    return unreachable(transportFailure(error, false));
  }
  const { status, body } = response;
  const text = await readErrorBody(body);
  const facts = readErrorText(text);
  if (response.ok) {
    if (isErrorValue(parseJson(text))) return verdict(serverFailure(facts));
    // A list may be longer than what was read of it.
    return /^\s*[{[]/.test(text) ? { type: "accepted" } : undefined;
  }
  const aboutTheKey = [401, 403, 429].includes(status) && facts.isPage !== true;
  if (status < 500 && !aboutTheKey) return undefined;
  return verdict(serverFailure({ ...facts, httpStatus: status }));
}

async function askForOneToken(
  address: Address,
  apiKey: string,
  { model, signal }: KeyCheckOptions,
): Promise<KeyCheck> {
  const request = {
    model,
    messages: [{ role: "user", content: "Hi" }],
    parameters: { max_tokens: 1, stream: false },
  } as const;
  const { end } = await exchange({
    address,
    apiKey,
    body: outgoingBody(buildBody(request, false)),
    timeouts: { firstByteMs: limitMs, idleMs: limitMs, contentMs: limitMs },
    caps: standardCaps,
    answer: { expectsThinking: false, choice: undefined },
    signal,
    emit: () => undefined,
  });
  if (end.type === "failed") return verdict(end.failure);
  return { type: end.type === "stopped" ? "stopped" : "accepted" };
}

function verdict(failure: Failure): KeyCheck {
  if (failure.kind === "unauthorized" || failure.kind === "forbidden")
    return { type: "refused", failure };
  return pastTheKey.has(failure.kind) ? { type: "accepted" } : unreachable(failure);
}

function unreachable(failure: Failure): KeyCheck {
  return { type: "unreachable", failure };
}
