import type { Usage } from "../core/completion.ts";
import { isObject } from "./json.ts";

/** Token counts from where the servers put them: SGLang, vLLM, OpenAI, OpenRouter (wire.md §2). */
export function readUsage(value: unknown): Usage | undefined {
  if (!isObject(value)) return undefined;
  const prompt = isObject(value["prompt_tokens_details"]) ? value["prompt_tokens_details"] : {};
  const completion = value["completion_tokens_details"];
  const multimodal = isObject(prompt["multimodal_tokens"]) ? prompt["multimodal_tokens"] : {};
  const counts = {
    promptTokens: value["prompt_tokens"],
    completionTokens: value["completion_tokens"],
    reasoningTokens:
      (isObject(completion) ? completion["reasoning_tokens"] : undefined) ??
      value["reasoning_tokens"],
    cachedTokens: prompt["cached_tokens"],
    imageTokens: prompt["image_tokens"] ?? multimodal["image"],
  };
  const sent = Object.entries(counts).filter(([, count]) => isCount(count));
  return sent.length > 0 ? Object.fromEntries(sent) : undefined;
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}
