import { chunk, data, done, role, stop, text, usage } from "./chunks.ts";
import { complete, cutOff, failed, type WireCase } from "./wireCase.ts";

const begun = role + text("Hel");

/** An error after some text: the text stays, nothing is asked again. */
function after(name: string, body: string, end: WireCase["end"]): WireCase {
  return { name: `error in the stream: ${name}`, body: begun + body, text: "Hel", end };
}

/** wire.md §3.3: an error in a stream that began with status 200. */
export const streamErrorCases: readonly WireCase[] = [
  after(
    "SGLang",
    data({
      error: {
        object: "error",
        message: "top_k must be at least 1",
        type: "BadRequestError",
        param: null,
        code: 400,
      },
    }) + done,
    failed("bad-request", {
      message: "top_k must be at least 1",
      status: 400,
      code: "BadRequestError",
    }),
  ),
  after(
    "SGLang 2026, finish chunks and usage follow",
    data({ error: { message: "aborted", type: "SERVICE_UNAVAILABLE", code: 503 } }) +
      stop +
      usage({ prompt_tokens: 1 }) +
      done,
    failed("overloaded", { status: 503, code: "SERVICE_UNAVAILABLE" }),
  ),
  after(
    "a status by name only",
    data({ error: { message: "x", type: "INTERNAL_SERVER_ERROR" } }),
    failed("server", { status: 500 }),
  ),
  after(
    "vLLM",
    data({
      error: {
        message: "Internal server error",
        type: "InternalServerError",
        param: null,
        code: 500,
      },
    }) + done,
    failed("server", { message: "Internal server error" }),
  ),
  after(
    "OpenAI",
    data({ error: { message: "Oops", type: "server_error", param: null, code: null } }),
    failed("server", { code: "server_error" }),
  ),
  after(
    "llama.cpp",
    data({
      error: { code: 400, message: "too long", type: "exceed_context_size_error", n_ctx: 512 },
    }),
    failed("context-overflow", { status: 400 }),
  ),
  after(
    "older llama.cpp, a field named error",
    'error: {"code":500,"message":"slot unavailable"}\n\n' + done,
    failed("server", { message: "slot unavailable", status: 500 }),
  ),
  after(
    "OpenRouter, code and choices",
    data({
      id: "x",
      error: { code: 429, message: "Slow down" },
      choices: [{ index: 0, delta: { content: "" }, finish_reason: "error" }],
    }),
    failed("rate-limited", { message: "Slow down", status: 429 }),
  ),
  after(
    "inside the choice",
    data({ choices: [{ index: 0, error: { code: 502, message: "Upstream" } }] }),
    failed("overloaded", { message: "Upstream", status: 502 }),
  ),
  after(
    "Anthropic's event",
    'event: error\ndata: {"type":"error","error":{"type":"overloaded_error","message":"Busy"}}\n\n',
    failed("overloaded", { message: "Busy", code: "overloaded_error" }),
  ),
  after(
    "OpenAI Responses' event",
    'event: error\ndata: {"type":"error","code":"x","message":"Oops"}\n\n',
    failed("server", { message: "Oops", code: "x" }),
  ),
  after("flat", data({ message: "Boom", code: 500 }), failed("server", { message: "Boom" })),
  after(
    "flat SGLang object",
    data({ object: "error", message: "bad", type: "BadRequestError", code: 400 }),
    failed("bad-request", { message: "bad" }),
  ),
  after(
    "an error that is a string",
    data({ error: "no workers" }),
    failed("server", { message: "no workers" }),
  ),
  after("detail", data({ detail: "Not so" }), failed("server", { message: "Not so" })),
  after(
    "a JSON string",
    'data: "upstream timeout"\n\n',
    failed("overloaded", { message: "upstream timeout" }),
  ),
  after(
    "bare words",
    "data: Internal Server Error\n\n",
    failed("server", { message: "Internal Server Error" }),
  ),
  after(
    "an event named error with bare words",
    "event: error\ndata: gone wrong\n\n",
    failed("server", { message: "gone wrong" }),
  ),
  after(
    "JSON that is cut, and events after it",
    `data: {"choices":[{"del\n\n${stop}`,
    failed("protocol"),
  ),
  after(
    "a page behind the events",
    "<html>\n<head><title>502 Bad Gateway</title></head>\n</html>\n",
    failed("server", { message: "502 Bad Gateway" }),
  ),
  after(
    "plain JSON behind the events",
    '{"error":{"message":"gone","code":503}}',
    failed("overloaded", { message: "gone", status: 503 }),
  ),
  after("words behind the events say nothing", "bye\n", cutOff),
  {
    name: "error in the stream: a page behind a finished answer does not count",
    body: `${begun}${stop}<html></html>\n`,
    text: "Hel",
    end: complete,
  },
  {
    name: "error in the stream: an event behind a finished answer does not count",
    body: begun + stop + data({ error: { message: "no usage", code: 500 } }) + done,
    text: "Hel",
    end: complete,
  },
  after(
    "an event behind an answer that says it failed",
    chunk({}, "error") + data({ error: { message: "Upstream", code: 502 } }),
    failed("overloaded", { message: "Upstream", status: 502 }),
  ),
  after(
    "in a list",
    data([{ error: { code: 429, message: "quota" } }]),
    failed("rate-limited", { message: "quota", status: 429 }),
  ),
  {
    name: "error in the stream: a first event of 503 is asked again",
    body: data({ error: { message: "queue full", code: 503 } }) + done,
    end: failed("overloaded", { status: 503 }),
    requests: 3,
  },
  {
    name: "error in the stream: a first event of 429 is asked again",
    body: data({ error: { message: "slow", code: 429 } }) + done,
    end: failed("rate-limited"),
    requests: 3,
  },
  {
    name: "error in the stream: a first event of 400 is final",
    body: data({ error: { message: "top_p must be in (0, 1], got 0", code: 400 } }) + done,
    end: failed("bad-request"),
  },
  {
    name: "error in the stream: a quota is final",
    body: data({ error: { message: "You exceeded your current quota", code: 429 } }) + done,
    end: failed("payment"),
  },
  {
    name: "error in the stream: the key",
    body: data({ error: { message: "bad", type: "authentication_error" } }),
    end: failed("unauthorized"),
  },
];
