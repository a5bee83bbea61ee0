import type { FailureKind } from "../shared/failure.ts";

export interface TransportFailure {
  readonly kind: FailureKind;
  readonly message: string;
}

const tls =
  /^(CERT_|ERR_TLS_|ERR_SSL_|EPROTO$|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_MISMATCH)/;

/** Of the connection itself: the host's name is in their words, and may be any. */
const network = /^(ENOTFOUND|EAI_|ECONN|EHOST|ENET|ETIMEDOUT|UND_ERR_CONNECT_TIMEOUT)/;

/**
 * What the exception of a `fetch` means (wire.md §3.4). `begun` says that bytes of the answer had come. VS Code can
 * route requests through Chromium, whose errors are called `net::ERR_…`.
 */
export function transportFailure(error: unknown, begun: boolean): TransportFailure {
  const chain = causes(error);
  const code = chain.map(codeOf).find((found) => found !== undefined) ?? "";
  const words = chain.findLast(({ message }) => message !== "")?.message ?? "";
  const message = code === "" || words.includes(code) ? words : `${code}: ${words}`;
  if (chain.some(({ name }) => name === "HTTPParserError")) return { kind: "protocol", message };
  return { kind: kindOf(code, chain.map((cause) => cause.message).join(" "), begun), message };
}

function kindOf(code: string, words: string, begun: boolean): FailureKind {
  if (tls.test(code) || /net::ERR_(CERT|SSL)/.test(words)) return "tls";
  if (network.test(code)) return begun ? "broken" : "network";
  if (/net::ERR_(PROXY|TUNNEL)|proxy/i.test(words)) return "proxy";
  // Node's fetch hides a 407 behind an error without words.
  if (words === "fetch failed ") return "proxy";
  // Some versions of it hide a 401 to a streamed body behind these.
  if (words.includes("expected non-null body source")) return "unauthorized";
  if (code === "UND_ERR_HEADERS_TIMEOUT") return "first-byte-timeout";
  if (code === "UND_ERR_BODY_TIMEOUT") return begun ? "idle-timeout" : "first-byte-timeout";
  if (code === "UND_ERR_HEADERS_OVERFLOW") return "protocol";
  if (/bad port|invalid url/i.test(words)) return "wrong-address";
  return begun ? "broken" : "network";
}

/** The error and what caused it, outermost first; of several attempts to connect, the last one. */
function causes(error: unknown): Error[] {
  const chain: Error[] = [];
  for (let next = error; next instanceof Error && chain.length < 8;) {
    chain.push(next);
    next = next instanceof AggregateError ? next.errors.at(-1) : next.cause;
  }
  return chain;
}

function codeOf(error: Error): string | undefined {
  return "code" in error && typeof error.code === "string" ? error.code : undefined;
}
