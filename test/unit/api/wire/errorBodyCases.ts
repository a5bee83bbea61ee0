import { refused } from "./refused.ts";
import type { WireCase } from "./wireCase.ts";

/** wire.md §1.2, §4.1: every shape of an error's body. */
export const errorBodyCases: readonly WireCase[] = [
  refused(
    "SGLang, flat",
    400,
    {
      object: "error",
      message: "top_k must be -1 (disable) or at least 1, got 0.",
      type: "BadRequestError",
      param: null,
      code: 400,
    },
    "bad-request",
    {
      message: "top_k must be -1 (disable) or at least 1, got 0.",
      code: "BadRequestError",
      param: "top_k",
    },
  ),
  refused(
    "SGLang, a switch that the template does not take",
    400,
    { object: "error", message: "chat_template_kwargs: unknown key", param: null, code: 400 },
    "bad-request",
    { param: "chat_template_kwargs" },
  ),
  refused(
    "vLLM, nested, with the field",
    400,
    {
      error: {
        message: "temperature must be in [0, 2], got 3.0.",
        type: "BadRequestError",
        param: "temperature",
        code: 400,
      },
    },
    "bad-request",
    { param: "temperature" },
  ),
  refused(
    "SGLang, the question is too long",
    400,
    {
      object: "error",
      message: "The input (9000 tokens) is longer than the model's context length (8192 tokens).",
      code: 400,
    },
    "context-overflow",
  ),
  refused(
    "SGLang, question and answer are too long",
    400,
    { message: "Requested token count exceeds the model's maximum context length of 8192 tokens." },
    "context-overflow",
  ),
  refused(
    "SGLang, the answer would be too long",
    400,
    {
      object: "error",
      message:
        "Requested token count exceeds the model's maximum context length of 8192 tokens. You requested a total of 9000 tokens: 1000 tokens from the input messages and 8000 tokens for the completion. Please reduce the number of tokens in the input messages or the completion to fit within the limit.",
      code: 400,
    },
    "context-overflow",
    { param: "max_tokens" },
  ),
  refused(
    "vLLM, the answer would be too long",
    400,
    {
      error: {
        message:
          "'max_tokens' or 'max_completion_tokens' is too large: 100000. This model's maximum context length is 8192 tokens and your request has 20 input tokens (100000 > 8192 - 20).",
        code: 400,
      },
    },
    "context-overflow",
    { param: "max_tokens" },
  ),
  refused(
    "OpenAI, the answer would be too long, where the messages are named",
    400,
    {
      error: {
        message:
          "This model's maximum context length is 4097 tokens. However, you requested 4203 tokens (3703 in the messages, 500 in the completion). Please reduce the length of the messages or completion.",
        code: "context_length_exceeded",
        param: "messages",
      },
    },
    "context-overflow",
    { param: "max_tokens" },
  ),
  refused(
    "OpenAI, no answer would be short enough",
    400,
    {
      error: {
        message:
          "This model's maximum context length is 4097 tokens. However, you requested 5000 tokens (4500 in the messages, 500 in the completion). Please reduce the length of the messages or completion.",
        code: "context_length_exceeded",
        param: "messages",
      },
    },
    "context-overflow",
    { param: "messages" },
  ),
  refused(
    "OpenAI, context_length_exceeded",
    400,
    { error: { message: "Too much", code: "context_length_exceeded", param: "messages" } },
    "context-overflow",
    { code: "context_length_exceeded", param: "messages" },
  ),
  refused(
    "vLLM, no model for pictures",
    400,
    { error: { message: "m is not a multimodal model" } },
    "bad-media",
  ),
  refused(
    "too many pictures",
    400,
    { message: "Image count 9 exceeds limit 4 per request.", object: "error" },
    "bad-media",
  ),
  refused(
    "media that cannot be read",
    400,
    { error: { message: "Could not process multimedia content: unsupported media_type" } },
    "bad-media",
  ),
  refused(
    "media inside other words",
    400,
    { error: { message: "Invalid parameter: retry immediately with an intermediate value" } },
    "bad-request",
  ),
  refused("LoRA", 400, { message: "LoRA adapter not enabled" }, "unknown-model"),
  refused("a message that is an object", 400, { error: { message: { a: 1 } } }, "bad-request", {
    message: '{"a":1}',
  }),
  refused(
    "JSON in a message",
    400,
    { error: { message: '{"error":{"message":"inner"}}' } },
    "bad-request",
    {
      message: "inner",
    },
  ),
  refused(
    "JSON in detail",
    400,
    { detail: '{"error":{"message":"inner","code":"x"}}' },
    "bad-request",
    {
      message: "inner",
    },
  ),
  refused(
    "an array of errors",
    400,
    { error: [{ message: "first" }, { message: "second" }] },
    "bad-request",
    {
      message: "first",
    },
  ),
  refused(
    "Google's array around it",
    400,
    [{ error: { message: "first", code: 400 } }],
    "bad-request",
    {
      message: "first",
    },
  ),
  refused("errors", 400, { errors: [{ message: "first" }] }, "bad-request", { message: "first" }),
  refused(
    "a choice with an error",
    400,
    { choices: [{ error: { message: "in it" } }] },
    "bad-request",
    {
      message: "in it",
    },
  ),
  refused("error_description", 400, { error_description: "why" }, "bad-request", {
    message: "why",
  }),
  refused("msg", 400, { msg: "why" }, "bad-request", { message: "why" }),
  refused("problem+json", 400, { title: "Bad", detail: "why", status: 400 }, "bad-request", {
    message: "Bad: why",
  }),
  refused("a JSON string", 400, '"just words"', "bad-request", { message: "just words" }),
  refused("plain text: its first line", 400, "first\nsecond", "bad-request", {
    type: "text/plain",
    message: "first",
  }),
  refused("nothing", 400, "", "bad-request", { message: "" }),
  refused("an empty object", 400, "{}", "bad-request", { message: "" }),
  refused(
    "a data URL in the message",
    400,
    { message: "bad data:image/png;base64,AAAA here" },
    "bad-request",
    {
      message: "bad «data URL» here",
    },
  ),
];
