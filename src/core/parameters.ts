import type { Failure } from "../shared/failure.ts";
import type { Model } from "../shared/model.ts";
import type { ParameterName, Parameters } from "../shared/parameters.ts";
import { isParameterName, isParameterValue, parameterNames } from "../shared/parameterRules.ts";
import type { CompletionRequest } from "./completion.ts";
import { thinks } from "./models.ts";

/** The parameters among values from anywhere; what does not fit is left out. */
export function readParameters(value: unknown): Parameters {
  const values = new Map(typeof value === "object" && value !== null ? Object.entries(value) : []);
  return parameterNames.reduce<Parameters>((read, name) => {
    const one: unknown = values.get(name);
    return isParameterValue(name, one) ? withParameter(read, name, one) : read;
  }, {});
}

/** The parameters with one of them set, or not sent where the value is undefined. */
export function withParameter(
  parameters: Parameters,
  name: ParameterName,
  value: Parameters[ParameterName],
): Parameters {
  const { [name]: _before, ...others } = parameters;
  return value === undefined ? others : { ...others, [name]: value };
}

/**
 * What a model's facts settle of a request: without the parameters that the server refused for it, and with how its
 * thinking is to be read.
 */
export function requestTo(
  model: Model,
  parameters: Parameters,
): Pick<CompletionRequest, "model" | "parameters" | "thinks"> {
  const accepted = (model.refuses ?? []).reduce(
    (rest, name) => withParameter(rest, name, undefined),
    parameters,
  );
  const thinking = thinks(model);
  return {
    model: model.id,
    parameters: accepted,
    ...(thinking !== undefined && { thinks: thinking }),
  };
}

/**
 * Whether an answer may begin inside its thinking, so that a closing tag without an opener means thinking (contract,
 * "Inline thinking"): the model always thinks, or was asked to. A model that thinks unless told otherwise writes its
 * opening tag itself, or has a format with openers of its own (wire.md §5), so it needs no such guess.
 */
export function expectsThinking({
  thinks,
  parameters: { thinking, reasoning_effort: effort },
}: Pick<CompletionRequest, "thinks" | "parameters">): boolean {
  if (thinks === "always" || thinks === "no") return thinks === "always";
  return thinking ?? (effort !== undefined && effort !== "none");
}

/** The parameter that the server refused by name, or undefined where the refusal is about something else. */
export function refusedParameter({ kind, param }: Failure): ParameterName | undefined {
  if (kind !== "bad-request" || param === undefined) return undefined;
  const name = param.startsWith("chat_template_kwargs") ? "thinking" : param;
  return isParameterName(name) ? name : undefined;
}
