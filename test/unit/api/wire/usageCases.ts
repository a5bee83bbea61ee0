import { data, done, stop, text, usage } from "./chunks.ts";
import { complete, type WireCase } from "./wireCase.ts";

function counted(name: string, counts: object, expected: object | undefined): WireCase {
  return {
    name: `usage: ${name}`,
    body: text("Hi") + stop + usage(counts) + done,
    text: "Hi",
    end: { ...complete, ...(expected !== undefined && { usage: expected }) },
  };
}

/** wire.md §2: token counts are wherever each server puts them. */
export const usageCases: readonly WireCase[] = [
  counted(
    "SGLang, reasoning on the top level",
    {
      prompt_tokens: 20,
      total_tokens: 50,
      completion_tokens: 30,
      prompt_tokens_details: { cached_tokens: 4, image_tokens: 9 },
      reasoning_tokens: 7,
    },
    { promptTokens: 20, completionTokens: 30, reasoningTokens: 7, cachedTokens: 4, imageTokens: 9 },
  ),
  counted(
    "OpenAI, details of the completion",
    {
      prompt_tokens: 1,
      completion_tokens: 2,
      completion_tokens_details: { reasoning_tokens: 1 },
      cost: 0.1,
    },
    { promptTokens: 1, completionTokens: 2, reasoningTokens: 1 },
  ),
  counted(
    "vLLM, multimodal tokens",
    { prompt_tokens: 1, prompt_tokens_details: { multimodal_tokens: { image: 5 } } },
    { promptTokens: 1, imageTokens: 5 },
  ),
  counted(
    "nulls and nonsense are left out",
    { prompt_tokens: 3, completion_tokens: null, prompt_tokens_details: "x", reasoning_tokens: -1 },
    { promptTokens: 3 },
  ),
  {
    name: "usage: cumulative on every chunk, the last one counts",
    body:
      data({
        choices: [{ index: 0, delta: { content: "a" } }],
        usage: { prompt_tokens: 5, completion_tokens: 1 },
      }) +
      data({
        choices: [{ index: 0, delta: { content: "b" }, finish_reason: "stop" }],
        usage: { prompt_tokens: 5, completion_tokens: 2 },
      }) +
      done,
    text: "ab",
    end: { ...complete, usage: { promptTokens: 5, completionTokens: 2 } },
  },
];
