import { completion } from "./chunks.ts";
import { complete, cutOff, failed, type WireCase } from "./wireCase.ts";

const json = "application/json";
const counted = { promptTokens: 20, completionTokens: 30 };
const page = "<!doctype html>\n<html><head><title>Sign in</title></head></html>";

/** An answer to `stream: false`. */
function plain(name: string, body: string, more: Omit<WireCase, "name" | "body">): WireCase {
  return {
    name: `plain: ${name}`,
    type: json,
    body,
    request: { parameters: { stream: false } },
    ...more,
  };
}

/** wire.md §2, §3.5: answers that are no stream, asked for or not. */
export const plainCases: readonly WireCase[] = [
  plain("SGLang", completion({ content: "Hi", reasoning_content: null, tool_calls: null }), {
    text: "Hi",
    end: { ...complete, usage: counted, model: "served" },
  }),
  plain("reasoning_content", completion({ content: "Hi", reasoning_content: "Hm" }), {
    text: "Hi",
    reasoning: "Hm",
    end: complete,
  }),
  plain("reasoning (vLLM)", completion({ content: "Hi", reasoning: "Hm", refusal: null }), {
    text: "Hi",
    reasoning: "Hm",
    end: complete,
  }),
  plain(
    "both reasoning keys",
    completion({ content: "Hi", reasoning: "Hm", reasoning_content: "Hm" }),
    {
      text: "Hi",
      reasoning: "Hm",
      end: complete,
    },
  ),
  plain(
    "content null, all budget thought",
    completion({ content: null, reasoning: "Hm" }, "length"),
    {
      reasoning: "Hm",
      end: { type: "cut-off", reason: "length" },
    },
  ),
  plain("content as parts", completion({ content: [{ type: "text", text: "Hi" }] }), {
    text: "Hi",
    end: complete,
  }),
  plain("tags in the content", completion({ content: "<think>\nHm\n</think>\n\nHi" }), {
    text: "Hi",
    reasoning: "Hm\n",
    end: complete,
  }),
  plain("no finish reason", completion({ content: "Hi" }, null), { text: "Hi", end: cutOff }),
  plain("white space around it", `\n  ${completion({ content: "Hi" })}\n`, {
    text: "Hi",
    end: complete,
  }),
  plain("no content type", completion({ content: "Hi" }), { type: "", text: "Hi", end: complete }),
  plain("although a stream was asked for", completion({ content: "Hi" }), {
    request: {},
    text: "Hi",
    end: complete,
  }),
  plain("although it says event stream", completion({ content: "Hi" }), {
    type: "text/event-stream",
    request: {},
    text: "Hi",
    end: complete,
  }),
  plain("no choices", '{"id":"x","choices":[]}', { end: failed("protocol") }),
  plain("another object", '{"hello":"world"}', { end: failed("protocol") }),
  plain("cut JSON", completion({ content: "Hi" }).slice(0, -30), { end: failed("protocol") }),
  plain("a number", "42", { end: failed("protocol") }),
  plain("an error with status 200", '{"error":{"message":"No such thing","code":404}}', {
    end: failed("wrong-address", { message: "No such thing", status: 404 }),
  }),
  plain("a flat error with status 200", '{"object":"error","message":"bad","code":400}', {
    end: failed("bad-request", { message: "bad" }),
  }),
  plain("a sign-in page", page, {
    type: "text/html",
    end: failed("wrong-address", { message: "Sign in" }),
  }),
  plain("a page that says event stream", page, {
    type: "text/event-stream",
    request: {},
    end: failed("wrong-address", { message: "Sign in" }),
  }),
  plain("words", "upstream request failed", {
    type: "text/plain",
    end: failed("protocol", { message: "upstream request failed" }),
  }),
];
