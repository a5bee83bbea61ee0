import type { ParameterName } from "./parameters.ts";

/** What is known of a model. What is not known is undefined, never a guess in disguise. */
export interface Model {
  readonly id: string;
  readonly name?: string;
  /** Tokens of question and answer together. */
  readonly contextLength?: number;
  readonly maxOutputTokens?: number;
  readonly input?: readonly InputKind[];
  readonly thinking?: Thinking;
  /** Whether it takes `tools` and answers with tool calls. */
  readonly tools?: boolean;
  readonly price?: Price;
  /** Parameters that this server refused for this model; they are not sent to it. */
  readonly refuses?: readonly ParameterName[];
}

export const inputKinds = ["text", "image", "video"] as const;
export type InputKind = (typeof inputKinds)[number];

/** How a model's thinking is governed: not at all, by `reasoning_effort`, by `thinking`, or it always thinks. */
export const thinkings = ["none", "effort", "switch", "always"] as const;
export type Thinking = (typeof thinkings)[number];

/** US dollars for a million tokens. */
export interface Price {
  readonly input: number;
  readonly output: number;
}
