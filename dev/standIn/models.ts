/** A model that the stand-in plays. Ids and abilities are those that the API's public pages name. */
export interface Model {
  readonly id: string;
  readonly name: string;
  /** Tokens. */
  readonly contextLength: number;
  readonly maxOutputTokens: number;
  readonly input: readonly ("text" | "image" | "video")[];
  readonly thinking: "none" | "effort" | "switch" | "always";
  /** How thinking looks inside the text when `separate_reasoning` is false (wire.md §5). */
  readonly inlineThinking: "tags" | "closer" | "harmony";
  /** What happens to media that the model cannot read: SGLang drops them, others answer 400. */
  readonly unreadMedia: "dropped" | "refused";
}

export const defaultModels: readonly Model[] = [
  {
    id: "gpt-oss-120b",
    name: "GPT-OSS 120B",
    contextLength: 131_072,
    maxOutputTokens: 32_768,
    input: ["text"],
    thinking: "effort",
    inlineThinking: "harmony",
    unreadMedia: "dropped",
  },
  {
    id: "deepseek-v31-terminus",
    name: "DeepSeek V3.1 Terminus",
    contextLength: 131_072,
    maxOutputTokens: 65_536,
    input: ["text"],
    thinking: "switch",
    inlineThinking: "closer",
    unreadMedia: "dropped",
  },
  {
    id: "qwen3-235b-vl",
    name: "Qwen3 235B VL",
    contextLength: 262_144,
    maxOutputTokens: 8_192,
    input: ["text", "image", "video"],
    thinking: "none",
    inlineThinking: "tags",
    unreadMedia: "dropped",
  },
  {
    id: "qwen3-235b-a22b-thinking-2507-fp8",
    name: "Qwen3 235B Thinking",
    contextLength: 262_144,
    maxOutputTokens: 81_920,
    input: ["text"],
    thinking: "always",
    inlineThinking: "closer",
    unreadMedia: "dropped",
  },
  {
    id: "llama31-8b",
    name: "Llama 3.1 8B",
    contextLength: 131_072,
    maxOutputTokens: 8_192,
    input: ["text"],
    thinking: "none",
    inlineThinking: "tags",
    unreadMedia: "dropped",
  },
];

/** The answer to `GET /models`, with the fields by which clients discover abilities (wire.md §6). */
export function modelList(models: readonly Model[]): object {
  return { object: "list", data: models.map(modelCard) };
}

function modelCard(model: Model): object {
  const limits = {
    context_length: model.contextLength,
    max_completion_tokens: model.maxOutputTokens,
  };
  return {
    id: model.id,
    object: "model",
    created: 1_763_800_000,
    owned_by: "stand-in",
    name: model.name,
    context_length: model.contextLength,
    max_model_len: model.contextLength,
    architecture: { input_modalities: model.input, output_modalities: ["text"] },
    top_provider: { ...limits, is_moderated: false },
    supported_parameters: [...generationParameters, ...thinkingParameters[model.thinking]],
  };
}

const generationParameters = [
  "temperature",
  "max_tokens",
  "top_p",
  "top_k",
  "min_p",
  "repetition_penalty",
  "stream",
];

const thinkingParameters = {
  none: [],
  effort: ["reasoning_effort", "separate_reasoning"],
  switch: ["chat_template_kwargs", "separate_reasoning"],
  always: ["separate_reasoning"],
} satisfies Record<Model["thinking"], string[]>;
