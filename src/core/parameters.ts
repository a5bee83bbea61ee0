import type { Failure } from "../shared/failure.ts";
import type { Model } from "../shared/model.ts";
import type { ParameterName, Parameters } from "../shared/parameters.ts";
import { isParameterName } from "../shared/parameterRules.ts";

/** The parameters with one of them set, or not sent where the value is undefined. */
export function withParameter(
  parameters: Parameters,
  name: ParameterName,
  value: Parameters[ParameterName],
): Parameters {
  const { [name]: _before, ...others } = parameters;
  return value === undefined ? others : { ...others, [name]: value };
}

/** Without what the server refused for this model. */
export function acceptedParameters(parameters: Parameters, { refuses = [] }: Model): Parameters {
  return refuses.reduce((accepted, name) => withParameter(accepted, name, undefined), parameters);
}

/** The parameter that the server refused by name, or undefined where the refusal is about something else. */
export function refusedParameter({ kind, param }: Failure): ParameterName | undefined {
  if (kind !== "bad-request" || param === undefined) return undefined;
  const name = param.startsWith("chat_template_kwargs") ? "thinking" : param;
  return isParameterName(name) ? name : undefined;
}
