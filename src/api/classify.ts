import type { Failure, FailureKind } from "../shared/failure.ts";
import { parameterNames } from "../shared/parameterRules.ts";
import type { ErrorFacts } from "./errorBody.ts";
import { leavesNoRoom } from "./overflow.ts";

/** Everything that tells one failure of a server from another. */
export interface Refusal extends ErrorFacts {
  /** Of the response; undefined for an error inside a stream. */
  readonly httpStatus?: number;
  readonly requestId?: string;
}

/**
 * Characters of the code and of the message that tell the kind: they can be megabytes, and the patterns take time that
 * grows with the square of what they are given.
 */
const longestRead = 4000;

/**
 * A server's error as a `Failure` (wire.md §1.2, §3.3, §4.2); its message is neither cut nor scrubbed yet: of half a
 * key nothing would be taken out.
 */
export function serverFailure(refusal: Refusal): Failure {
  const { message, code, requestId, retryAfterMs } = refusal;
  const status = refusal.httpStatus ?? refusal.status;
  const begun = {
    ...refusal,
    message: message.slice(0, longestRead),
    ...(code !== undefined && { code: code.slice(0, longestRead) }),
  };
  const kind = kindOf(begun, status);
  const param = paramOf(begun, kind);
  return {
    kind,
    message,
    ...(status !== undefined && { status }),
    ...(code !== undefined && { code }),
    ...(param !== undefined && { param }),
    ...(requestId !== undefined && { requestId }),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  };
}

function paramOf({ param, message }: Refusal, kind: FailureKind): string | undefined {
  // Servers name the messages where the answer is what has too many tokens.
  if (kind === "context-overflow") return leavesNoRoom(message) ? "max_tokens" : param;
  return param ?? (kind === "bad-request" ? parameterIn(message) : undefined);
}

/** SGLang names the parameter that it refuses in its words only (wire.md §1.2). */
function parameterIn(message: string): string | undefined {
  const named = [...parameterNames, "chat_template_kwargs"].filter((name) =>
    new RegExp(`\\b${name}\\b`).test(message),
  );
  return named.length === 1 ? named[0] : undefined;
}

const medium = "(image|video|base64|(?<![a-z])(multi)?media(?![a-z]))";
const trouble =
  "(decod|invalid|cannot|could not|failed|fail to|unsupported|not support|load|fetch|download|identify)";

const says = {
  payment:
    /insufficient[_ ](quota|credit|balance|fund)|exceeded your current quota|credit_balance|billing|payment|out of credit|quota (has been |is )?exceeded/i,
  rate: /per (second|minute|hour|day)|rate[ _-]?limit/i,
  overflow:
    /context_length_exceeded|exceed_context_size|maximum context|context (length|window|size)|longer than the model|prompt is too long|input is too long/i,
  media: new RegExp(
    String.raw`error while loading data|not a multimodal model|(image|video) count|at most \d+ (image|video)|${medium}.*${trouble}|${trouble}.*${medium}`,
    "i",
  ),
  model:
    /model_not_found|unknown model|no such model|\bmodel\b.*(not found|not exist|unknown|not available|not supported|deprecated|decommissioned)|lora/i,
} as const;

/** What a stream's error event is called where it has no number. */
const kindsByName: readonly (readonly [RegExp, FailureKind])[] = [
  [/authentication|unauthori[sz]ed|invalid_api_key/i, "unauthorized"],
  [/permission|forbidden/i, "forbidden"],
  [/rate_?limit|too_?many/i, "rate-limited"],
  [/overloaded|unavailable|timeout/i, "overloaded"],
  [/invalid_request|bad_?request|validation/i, "bad-request"],
];

function kindOf({ message, code = "", isPage = false }: Refusal, status?: number): FailureKind {
  const words = `${code} ${message}`;
  if (status !== undefined && status >= 300 && status < 400) return "redirect";
  if (status === 401) return "unauthorized";
  if (status === 402) return "payment";
  if (status === 407) return "proxy";
  if (status === 404 || status === 405 || status === 410)
    return !isPage && /model|lora/i.test(words) ? "unknown-model" : "wrong-address";
  if (status === undefined || status === 429 || status === 403)
    if (says.payment.test(words) && !says.rate.test(words)) return "payment";
  if (status === 403) return "forbidden";
  if (status === 429) return "rate-limited";
  if (says.overflow.test(words)) return "context-overflow";
  if (status === 413) return "too-large";
  if (status === 408 || status === 409 || status === 425) return "overloaded";
  if (status !== undefined && status >= 502) return status === 505 ? "server" : "overloaded";
  if (status !== 415 && says.media.test(words)) return "bad-media";
  if (status !== undefined && status >= 500) return "server";
  if (status !== undefined && status >= 400)
    return says.model.test(words) ? "unknown-model" : "bad-request";
  if (isPage) return "wrong-address";
  return kindsByName.find(([name]) => name.test(words))?.[1] ?? "server";
}
