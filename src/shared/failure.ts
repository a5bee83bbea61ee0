/**
 * Everything that can go wrong with a request, as one closed union. Only `src/api` decides a kind from
 * statuses, bodies and causes (wire.md §3.3, §3.4, §4); everyone else looks at `kind` alone.
 */
export const failureKinds = [
  /** Found before anything was sent; `param` names the field. */
  "invalid-request",
  /** No API key is stored for this origin. */
  "no-key",
  /** 401: the key is missing or wrong. */
  "unauthorized",
  /** 403: the key may not do this, or a firewall said no. */
  "forbidden",
  /** 402, or a 429 that speaks of quota or billing. */
  "payment",
  /** 429: too many requests. */
  "rate-limited",
  /** The conversation is longer than the model's context. */
  "context-overflow",
  /** 413: the request's body is too large for the server. */
  "too-large",
  /** The server could not read an image or a video. */
  "bad-media",
  /** The server does not know the model. */
  "unknown-model",
  /** 404 or 405 without a word of the model, or a web page: the address is wrong. */
  "wrong-address",
  /** Any 3xx; redirects are never followed. */
  "redirect",
  /** 400, 415, 422 and other refusals of the request; `param` where the server named one. */
  "bad-request",
  /** 500 and other errors of the server. */
  "server",
  /** 502, 503, 504, 520-530, 529: busy or starting. */
  "overloaded",
  /** DNS, refused, reset or closed before any byte of an answer. */
  "network",
  /** The certificate or the TLS handshake. */
  "tls",
  /** 407 or a proxy that could not be reached. */
  "proxy",
  /** No byte of a body within the first-byte limit. */
  "first-byte-timeout",
  /** Silence for longer than the idle limit. */
  "idle-timeout",
  /** Only comments for longer than the content limit. */
  "content-timeout",
  /** The connection broke in the middle of an answer. */
  "broken",
  /** What came is no answer of this API. */
  "protocol",
  /** A line or the whole answer was over our caps. */
  "too-long",
] as const;
export type FailureKind = (typeof failureKinds)[number];

export interface Failure {
  readonly kind: FailureKind;
  /** The server's or the system's own words, scrubbed of keys and data URLs, at most 500 characters; may be empty. */
  readonly message: string;
  readonly status?: number;
  /** The server's own code or type, such as `context_length_exceeded`. */
  readonly code?: string;
  /** The request field that it is about. */
  readonly param?: string;
  readonly requestId?: string;
  /** How long the server asked to wait, in milliseconds. */
  readonly retryAfterMs?: number;
}
