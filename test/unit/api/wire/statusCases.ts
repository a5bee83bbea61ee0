import { refused } from "./refused.ts";
import { failed, type WireCase } from "./wireCase.ts";

const html = { type: "text/html" };
const nginx = (title: string): string =>
  `<html>\r\n<head><title>${title}</title></head>\r\n<body><center><h1>${title}</h1></center></body></html>`;

/** wire.md §4.2, §4.3: what each status means, and whether it is asked again. */
export const statusCases: readonly WireCase[] = [
  refused("engines", 401, { error: "Unauthorized" }, "unauthorized", { message: "Unauthorized" }),
  refused("AWS", 401, { message: "Unauthorized" }, "unauthorized", { message: "Unauthorized" }),
  refused(
    "nested",
    401,
    { error: { type: "authentication_error", message: "bad key" } },
    "unauthorized",
    { code: "authentication_error" },
  ),
  refused("no credits", 402, { error: { message: "Insufficient credits" } }, "payment"),
  refused(
    "the key lacks the model",
    403,
    { error: { message: "no access to model m" } },
    "forbidden",
  ),
  refused("a firewall's page", 403, nginx("Access denied"), "forbidden", {
    ...html,
    message: "Access denied",
  }),
  refused(
    "vLLM, unknown model",
    404,
    {
      error: { message: "The model `x` does not exist.", type: "NotFoundError", code: 404 },
    },
    "unknown-model",
  ),
  refused(
    "model_not_found",
    404,
    { error: { code: "model_not_found", message: "?" } },
    "unknown-model",
  ),
  refused("FastAPI, wrong address", 404, { detail: "Not Found" }, "wrong-address", {
    message: "Not Found",
  }),
  refused("a page that speaks of models", 404, nginx("No such model"), "wrong-address", html),
  refused("wrong method", 405, { detail: "Method Not Allowed" }, "wrong-address"),
  { name: "407: proxy", status: 407, body: "", end: failed("proxy") },
  refused("queue timeout without a body", 408, "", "overloaded", { requests: 3 }),
  refused("conflict", 409, "", "overloaded", { requests: 3 }),
  refused("nginx", 413, nginx("413 Request Entity Too Large"), "too-large", html),
  refused("content type", 415, { detail: "Unsupported Media Type" }, "bad-request"),
  refused(
    "FastAPI's list",
    422,
    {
      detail: [
        { loc: ["body", "top_k"], msg: "Input should be a valid integer", type: "int" },
        { loc: ["body"], msg: "Oops" },
      ],
    },
    "bad-request",
    { message: "top_k: Input should be a valid integer; Oops", param: "top_k" },
  ),
  refused(
    "rate limit",
    429,
    { error: { message: "Slow down", code: "rate_limit" } },
    "rate-limited",
    {
      requests: 3,
    },
  ),
  refused("empty (SGLang's gateway)", 429, "", "rate-limited", { requests: 3 }),
  refused(
    "a quota for a minute is a rate",
    429,
    { message: "Quota exceeded: 10 per minute" },
    "rate-limited",
    {
      requests: 3,
    },
  ),
  refused(
    "insufficient_quota",
    429,
    { error: { code: "insufficient_quota", message: "Pay" } },
    "payment",
  ),
  refused("billing", 429, { error: { message: "Check your billing" } }, "payment"),
  refused("Retry-After within bounds", 429, "", "rate-limited", {
    headers: { "retry-after": "2" },
    retryAfterMs: 2000,
    requests: 3,
  }),
  refused("Retry-After out of bounds is reported", 429, "", "rate-limited", {
    headers: { "retry-after": "61" },
    retryAfterMs: 61_000,
  }),
  refused(
    "the body's retry_after",
    429,
    { error: { message: "x", retry_after: 90 } },
    "rate-limited",
    {
      retryAfterMs: 90_000,
    },
  ),
  refused("the server says not to ask again", 429, "", "rate-limited", {
    headers: { "x-should-retry": "false" },
  }),
  refused("closed by the client (nginx)", 499, "", "bad-request"),
  refused("engine", 500, { error: { message: "Internal server error" } }, "server", {
    requests: 3,
  }),
  refused(
    "SGLang, a picture that it cannot read",
    500,
    { object: "error", message: "Internal server error: Error while loading data x", code: 500 },
    "bad-media",
  ),
  refused("not implemented", 501, "", "server"),
  refused("nginx", 502, nginx("502 Bad Gateway"), "overloaded", {
    ...html,
    message: "502 Bad Gateway",
    requests: 3,
  }),
  refused("a page without a title", 502, "<body><h1>Bad <b>Gateway</b></h1>", "overloaded", {
    ...html,
    message: "Bad Gateway",
    requests: 3,
  }),
  refused(
    "SGLang, queue full",
    503,
    { message: "The request queue is full.", type: "503" },
    "overloaded",
    {
      message: "The request queue is full.",
      requests: 3,
    },
  ),
  refused(
    "SGLang's gateway",
    503,
    { error: { type: "Service Unavailable", code: "no_available_workers", message: "None" } },
    "overloaded",
    { code: "no_available_workers", requests: 3 },
  ),
  refused("gateway", 504, "", "overloaded", { requests: 3 }),
  refused("Cloudflare, unknown", 520, nginx("520"), "overloaded", html),
  refused("Cloudflare, too slow", 524, nginx("524"), "overloaded", { ...html, requests: 2 }),
  refused("overloaded (Anthropic)", 529, { error: { type: "overloaded_error" } }, "overloaded", {
    code: "overloaded_error",
    requests: 3,
  }),
  refused("the id of the request", 400, "", "bad-request", {
    headers: { "x-request-id": "req-7" },
    requestId: "req-7",
  }),
  ...[301, 302, 303, 307, 308].map((status) =>
    refused("redirect", status, "", "redirect", {
      headers: { location: "https://elsewhere.example/v1/chat?token=1" },
      message: "https://elsewhere.example",
    }),
  ),
  { name: "204: no body", status: 204, body: "", end: failed("protocol") },
];
