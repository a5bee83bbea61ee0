/** Builders of wire bytes, written by hand from wire.md. */

export function data(value: unknown): string {
  return `data: ${typeof value === "string" ? value : JSON.stringify(value)}\n\n`;
}

export const done = "data: [DONE]\n\n";

/** A chunk as SGLang 0.5.4 sends it, with null for what it has not. */
export function chunk(delta: object, finish: string | null = null, index = 0): string {
  return data({
    id: "ab12",
    object: "chat.completion.chunk",
    created: 1_763_800_000,
    model: "served",
    choices: [
      {
        index,
        delta: { role: null, content: null, reasoning_content: null, tool_calls: null, ...delta },
        logprobs: null,
        finish_reason: finish,
        matched_stop: null,
      },
    ],
    usage: null,
  });
}

export const role = chunk({ role: "assistant", content: "" });
export const stop = chunk({}, "stop");

export function text(...pieces: readonly string[]): string {
  return pieces.map((content) => chunk({ content })).join("");
}

export function thinking(...pieces: readonly string[]): string {
  return pieces.map((reasoning_content) => chunk({ reasoning_content })).join("");
}

export function usage(counts: object): string {
  return data({ id: "ab12", choices: [], usage: counts });
}

/** A whole completion, as an answer without a stream. */
export function completion(message: object, finish: string | null = "stop"): string {
  return JSON.stringify({
    id: "9f3c",
    object: "chat.completion",
    model: "served",
    choices: [{ index: 0, message: { role: "assistant", ...message }, finish_reason: finish }],
    usage: { prompt_tokens: 20, total_tokens: 50, completion_tokens: 30 },
  });
}
