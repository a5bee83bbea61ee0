import { chunk, data, done, role, stop, text, thinking, usage } from "./chunks.ts";
import { complete, cutOff, type WireCase } from "./wireCase.ts";

/** A chunk with only these keys in its choice. */
function bare(choice: object, more: object = {}): string {
  return data({ id: "x", choices: [choice], ...more });
}

const deep = `${'{"a":'.repeat(200)}1${"}".repeat(200)}`;

/** wire.md §3.1: every way to write the chunks of a good answer. */
export const chunkCases: readonly WireCase[] = [
  {
    name: "SGLang 0.5.4: what is not there is null",
    body: role + thinking("Let me", " see") + text("Hi", " there") + stop + done,
    text: "Hi there",
    reasoning: "Let me see",
    end: { ...complete, model: "served" },
  },
  {
    name: "SGLang 2026: only reasoning_content is null",
    body:
      bare({
        index: 0,
        delta: { reasoning_content: null, role: "assistant", content: "" },
        finish_reason: null,
      }) +
      bare({ index: 0, delta: { reasoning_content: null, content: "Hi" }, finish_reason: null }) +
      bare({ index: 0, delta: {}, finish_reason: "stop", matched_stop: 7 }) +
      done,
    text: "Hi",
    end: complete,
  },
  {
    name: "keys omitted, finish reason on the last text (vLLM)",
    body:
      bare({ index: 0, delta: { role: "assistant", content: "" } }) +
      bare({ index: 0, delta: { content: "He" } }) +
      bare({ index: 0, delta: { content: "llo" }, finish_reason: "stop", stop_reason: null }) +
      done,
    text: "Hello",
    end: complete,
  },
  {
    name: "thinking as delta.reasoning (vLLM)",
    body: chunk({ reasoning: "Hm" }) + text("Yes") + stop + done,
    reasoning: "Hm",
    text: "Yes",
    end: complete,
  },
  {
    name: "thinking under both names is read once",
    body: chunk({ reasoning_content: "Hm", reasoning: "Hm" }) + text("Yes") + stop + done,
    reasoning: "Hm",
    text: "Yes",
    end: complete,
  },
  {
    name: "an empty reasoning_content does not hide reasoning",
    body: chunk({ reasoning_content: "", reasoning: "Hm" }) + text("Yes") + stop + done,
    reasoning: "Hm",
    text: "Yes",
    end: complete,
  },
  {
    name: "reasoning_details: text and summary count, encrypted does not",
    body:
      chunk({
        reasoning_details: [
          { type: "reasoning.text", text: "A" },
          { type: "reasoning.summary", summary: "B" },
          { type: "reasoning.encrypted", data: "xyz" },
        ],
      }) +
      text("Yes") +
      stop +
      done,
    reasoning: "AB",
    text: "Yes",
    end: complete,
  },
  {
    name: "OpenRouter: empty content beside reasoning, unknown keys",
    body:
      bare(
        { index: 0, delta: { role: "assistant", content: "", reasoning: "Hm" } },
        { provider: "P" },
      ) +
      bare({ index: 0, delta: { role: "assistant", content: "Yes" }, native_finish_reason: null }) +
      bare({ index: 0, delta: { content: "" }, finish_reason: "stop" }) +
      done,
    reasoning: "Hm",
    text: "Yes",
    end: complete,
  },
  {
    name: "llama.cpp: null content first, timings last",
    body:
      bare({ index: 0, delta: { role: "assistant", content: null }, finish_reason: null }) +
      text("Hi") +
      bare({ index: 0, delta: {}, finish_reason: "stop" }, { timings: { predicted_n: 3 } }) +
      done,
    text: "Hi",
    end: complete,
  },
  {
    name: "OpenAI: obfuscation and service_tier",
    body:
      bare({ index: 0, delta: { content: "Hi" } }, { obfuscation: "a8f", service_tier: "x" }) +
      stop +
      done,
    text: "Hi",
    end: complete,
  },
  {
    name: "reasoning and content in one chunk",
    body: chunk({ reasoning_content: "Hm", content: "Yes" }) + stop + done,
    reasoning: "Hm",
    text: "Yes",
    end: complete,
  },
  {
    name: "content as parts, thinking among them (Mistral)",
    body:
      chunk({ content: [{ type: "thinking", thinking: [{ type: "text", text: "Hm" }] }] }) +
      chunk({ content: [{ type: "text", text: "Yes" }, { type: "image" }, null] }) +
      stop +
      done,
    reasoning: "Hm",
    text: "Yes",
    end: complete,
  },
  {
    name: "a refusal is shown as text",
    body: chunk({ refusal: "I can't." }) + stop + done,
    text: "I can't.",
    end: complete,
  },
  {
    name: "a message where the delta should be",
    body: bare({ index: 0, message: { content: "Hi" }, finish_reason: "stop" }) + done,
    text: "Hi",
    end: complete,
  },
  {
    name: "no index",
    body: bare({ delta: { content: "Hi" } }) + bare({ finish_reason: "stop" }) + done,
    text: "Hi",
    end: complete,
  },
  {
    name: "a wrong index: the only choice is the answer",
    body: chunk({ content: "Hi" }, null, 5) + chunk({}, "stop", 5) + done,
    text: "Hi",
    end: complete,
  },
  {
    name: "two choices, interleaved: the first one is shown",
    request: { extra: { n: 2 } },
    body:
      chunk({ content: "other" }, null, 1) +
      chunk({ content: "mine" }, null, 0) +
      chunk({}, "length", 1) +
      chunk({}, "stop", 0) +
      done,
    text: "mine",
    end: complete,
  },
  {
    name: "two choices, one without a finish reason",
    request: { extra: { n: 2 } },
    body: chunk({ content: "mine" }, "stop", 0) + chunk({ content: "other" }, null, 1) + done,
    text: "mine",
    end: cutOff,
  },
  {
    name: "choices null, empty choices, sglext",
    body:
      data({ choices: null }) +
      text("Hi") +
      stop +
      data({ choices: [], sglext: { x: 1 } }) +
      usage({ prompt_tokens: 1 }) +
      done,
    text: "Hi",
    end: { ...complete, usage: { promptTokens: 1 } },
  },
  {
    name: "choices that are no objects",
    body: data({ choices: [null, 3, "x"] }) + text("Hi") + stop + done,
    text: "Hi",
    end: complete,
  },
  {
    name: "role on every delta",
    body:
      chunk({ role: "assistant", content: "Hi" }) +
      chunk({ role: "assistant", content: "!" }) +
      stop +
      done,
    text: "Hi!",
    end: complete,
  },
  {
    name: "finish reason empty: no finish reason",
    body: text("Hi") + bare({ index: 0, delta: {}, finish_reason: "" }) + done,
    text: "Hi",
    end: cutOff,
  },
  {
    name: "text after the finish reason is kept",
    body: text("Hi") + stop + text("!") + done,
    text: "Hi!",
    end: complete,
  },
  {
    name: "a replacement character of the model stays",
    body: text("caf\u{FFFD}") + chunk({}, "length") + done,
    text: "caf\u{FFFD}",
    end: { type: "cut-off", reason: "length", finishReason: "length" },
  },
  {
    name: "raw UTF-8 of every length",
    body: text("é", "漢字", "😀", "👩‍💻") + stop + done,
    text: "é漢字😀👩‍💻",
    end: complete,
  },
  {
    name: "escaped surrogates",
    body: data('{"choices":[{"index":0,"delta":{"content":"\\ud83d\\ude00"}}]}') + stop + done,
    text: "😀",
    end: complete,
  },
  {
    name: "unknown events, a key named __proto__, 200 levels",
    body:
      data('{"__proto__":{"choices":[{"delta":{"content":"evil"}}]}}') +
      data(deep) +
      data({ type: "usage", reasoningTokens: 3 }) +
      text("Hi") +
      stop +
      done,
    text: "Hi",
    end: complete,
  },
  {
    name: "thinking only, then length",
    body: thinking("All the budget") + chunk({}, "length") + done,
    reasoning: "All the budget",
    end: { type: "cut-off", reason: "length" },
  },
  {
    name: "an empty answer with a finish reason",
    body: role + stop + done,
    end: complete,
  },
  ...(["length", "content_filter", "abort"] as const).map((reason): WireCase => ({
    name: `finish reason ${reason}`,
    body: text("Hi") + chunk({}, reason) + done,
    text: "Hi",
    end: { type: "cut-off", reason, finishReason: reason },
  })),
  ...["stop", "tool_calls", "function_call", "repetition", "eos_token"].map(
    (finishReason): WireCase => ({
      name: `finish reason ${finishReason}`,
      body: text("Hi") + chunk({}, finishReason) + done,
      text: "Hi",
      end: { type: "complete", finishReason },
    }),
  ),
  {
    name: "finish reason error",
    body: text("Hi") + chunk({}, "error") + done,
    text: "Hi",
    end: { type: "failed", finishReason: "error", failure: { kind: "server" } },
  },
];
