import * as v from "valibot";
import { inputKinds, thinkings, type Model } from "../../shared/model.ts";
import { parameterNames } from "../../shared/parameterRules.ts";

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
const dollars = v.pipe(v.number(), v.finite(), v.minValue(0));

const ModelSchema = v.object({
  id: v.pipe(v.string(), v.trim(), v.nonEmpty()),
  name: v.exactOptional(v.string()),
  contextLength: v.exactOptional(count),
  maxOutputTokens: v.exactOptional(count),
  input: v.exactOptional(v.array(v.picklist(inputKinds))),
  thinking: v.exactOptional(v.picklist(thinkings)),
  tools: v.exactOptional(v.boolean()),
  price: v.exactOptional(v.object({ input: dollars, output: dollars })),
  refuses: v.exactOptional(v.array(v.picklist(parameterNames))),
}) satisfies v.GenericSchema<unknown, Model>;

/** The models of a list that someone edited by hand or an earlier version wrote; what does not parse is left out. */
export function parseModels(values: unknown): readonly Model[] {
  if (!Array.isArray(values)) return [];
  return values.flatMap((value) => {
    const result = v.safeParse(ModelSchema, value);
    return result.success ? [result.output] : [];
  });
}
