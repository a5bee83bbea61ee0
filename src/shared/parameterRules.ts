import type { Model } from "./model.ts";
import { reasoningEfforts, type ParameterName, type Parameters } from "./parameters.ts";

/** What a parameter may be; the ranges of the API's page, narrowed where servers refuse them (wire.md §1.1). */
export type ParameterRule = { readonly about: string } & (
  | {
      readonly kind: "number";
      readonly integer: boolean;
      readonly min: number;
      readonly max: number;
      /** The range begins just above `min`. */
      readonly aboveMin: boolean;
      /** What one press of an arrow key changes. */
      readonly step: number;
    }
  | { readonly kind: "choice"; readonly choices: readonly string[] }
  | { readonly kind: "boolean" }
);

/** All parameters in the order of the panel. */
export const parameterRules: { readonly [Name in ParameterName]-?: ParameterRule } = {
  temperature: {
    kind: "number",
    integer: false,
    min: 0,
    max: 2,
    aboveMin: false,
    step: 0.1,
    about: "Low values give focused, repeatable answers, high ones more varied answers.",
  },
  top_p: {
    kind: "number",
    integer: false,
    min: 0,
    max: 1,
    aboveMin: true,
    step: 0.05,
    about: "Choose among the likeliest tokens that together hold this share of the probability.",
  },
  top_k: {
    kind: "number",
    integer: true,
    min: 0,
    max: 100,
    aboveMin: false,
    step: 1,
    about: "Choose among this many of the likeliest tokens only. 0 is the same as not sent.",
  },
  min_p: {
    kind: "number",
    integer: false,
    min: 0,
    max: 1,
    aboveMin: false,
    step: 0.01,
    about: "Leave out tokens that are less probable than this. An alternative to top_p and top_k.",
  },
  repetition_penalty: {
    kind: "number",
    integer: false,
    min: 0,
    max: 100,
    aboveMin: true,
    step: 0.05,
    about: "Above 1 repeated words become rarer, below 1 more frequent. 1.2 is a usual choice.",
  },
  max_tokens: {
    kind: "number",
    integer: true,
    min: 1,
    max: Number.MAX_SAFE_INTEGER,
    aboveMin: false,
    step: 256,
    about: "The longest answer, in tokens, its thinking included. Limits what an answer can cost.",
  },
  reasoning_effort: {
    kind: "choice",
    choices: reasoningEfforts,
    about: "How much a thinking model thinks. Less is faster and cheaper.",
  },
  thinking: {
    kind: "boolean",
    about: "Ask the model to think before it answers, or not to.",
  },
  separate_reasoning: {
    kind: "boolean",
    about: "Have the server send the thinking apart from the answer.",
  },
  stream: {
    kind: "boolean",
    about: "Show the answer while it is written. Not sent means on.",
  },
};

export const parameterNames = Object.keys(parameterRules).filter(isParameterName);

export function isParameterName(name: string): name is ParameterName {
  return Object.hasOwn(parameterRules, name);
}

export function isParameterValue<Name extends ParameterName>(
  name: Name,
  value: unknown,
): value is NonNullable<Parameters[Name]> {
  return parameterProblem(name, value) === undefined;
}

/** What of these values is no parameter, each as `temperature must be a number from 0 to 2`. */
export function parameterFaults(values: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.entries(values).flatMap(([name, value]) => {
    if (!isParameterName(name)) return [`${name} is no parameter`];
    const wanted = parameterProblem(name, value);
    return wanted === undefined ? [] : [`${name} must be ${wanted}`];
  });
}

/** What is wrong with a value, as the rest of "temperature must be …", or undefined. */
export function parameterProblem(name: ParameterName, value: unknown): string | undefined {
  const rule = parameterRules[name];
  switch (rule.kind) {
    case "boolean":
      return typeof value === "boolean" ? undefined : "true or false";
    case "choice":
      return rule.choices.some((choice) => choice === value)
        ? undefined
        : `one of ${rule.choices.join(", ")}`;
    case "number": {
      const fits =
        typeof value === "number" &&
        (rule.aboveMin ? value > rule.min : value >= rule.min) &&
        value <= rule.max &&
        (!rule.integer || Number.isSafeInteger(value));
      return fits ? undefined : rangeText(rule);
    }
  }
}

/** `a number from 0 to 2`, `a whole number of at least 1`. */
function rangeText(rule: ParameterRule & { kind: "number" }): string {
  const number = rule.integer ? "a whole number" : "a number";
  if (rule.max === Number.MAX_SAFE_INTEGER) return `${number} of at least ${rule.min}`;
  return rule.aboveMin
    ? `${number} above ${rule.min} and at most ${rule.max}`
    : `${number} from ${rule.min} to ${rule.max}`;
}

export interface ParameterWarning {
  readonly name: ParameterName;
  readonly text: string;
}

/** Settings that are allowed but seldom meant, for this model (the page's advice; wire.md §1.1). */
export function parameterWarnings(
  parameters: Parameters,
  model: Model,
): readonly ParameterWarning[] {
  const { temperature, top_p, top_k, repetition_penalty, max_tokens } = parameters;
  const warnings: ParameterWarning[] = [];
  const warn = (name: ParameterName, text: string) => warnings.push({ name, text });

  // What is not sent at all needs no other warning: the panel shows the first one of each name.
  for (const name of model.refuses ?? [])
    if (parameters[name] !== undefined)
      warn(name, "Not sent: the server refused it for this model.");
  if (temperature !== undefined && top_p !== undefined)
    warn("top_p", "Change temperature or top_p, but not both.");
  if (top_k === 0) warn("top_k", "0 is not sent: servers refuse it.");
  if (repetition_penalty !== undefined && repetition_penalty > 2)
    warn("repetition_penalty", "Many servers refuse a penalty above 2.");
  if (max_tokens !== undefined && max_tokens > (model.maxOutputTokens ?? Infinity))
    warn("max_tokens", `This model writes at most ${model.maxOutputTokens} tokens.`);
  if (parameters.reasoning_effort !== undefined && model.thinking === "none")
    warn("reasoning_effort", "This model does not think.");
  if (parameters.thinking === true && model.thinking === "none")
    warn("thinking", "This model does not think.");
  if (parameters.thinking === false && model.thinking === "always")
    warn("thinking", "This model always thinks.");
  return warnings;
}

/** What differs from the defaults of new conversations: `temperature 0.2`, `top_p not sent`. */
export function parameterDifferences(
  parameters: Parameters,
  defaults: Parameters,
): readonly string[] {
  return parameterNames
    .filter((name) => parameters[name] !== defaults[name])
    .map((name) => `${name} ${parameters[name] ?? "not sent"}`);
}
