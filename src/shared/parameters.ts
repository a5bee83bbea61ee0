/** The request parameters of the API's page, by their wire names. What is not set is not sent. */
export interface Parameters {
  readonly temperature?: number;
  readonly max_tokens?: number;
  readonly top_p?: number;
  readonly top_k?: number;
  readonly min_p?: number;
  readonly repetition_penalty?: number;
  readonly reasoning_effort?: ReasoningEffort;
  readonly separate_reasoning?: boolean;
  /** Sent as `chat_template_kwargs.thinking` (and `enable_thinking`, which other templates read). */
  readonly thinking?: boolean;
  /** Whether the answer arrives as it is written. Not set means true. */
  readonly stream?: boolean;
}

export const reasoningEfforts = ["none", "minimal", "low", "medium", "high", "xhigh"] as const;
export type ReasoningEffort = (typeof reasoningEfforts)[number];

export type ParameterName = keyof Parameters;

/** A named set of parameters, and of a system prompt where it has one. Choosing it replaces all parameters. */
export interface Preset {
  readonly name: string;
  readonly parameters: Parameters;
  readonly systemPrompt?: string;
  /** The user made it, and can delete it. */
  readonly own?: boolean;
}
