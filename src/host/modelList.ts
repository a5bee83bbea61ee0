import * as v from "valibot";
import { findModel, listModels } from "../core/models.ts";
import { inputKinds, thinkings, type Model } from "../shared/model.ts";
import { settings, withoutUndefined } from "./settings.ts";

/** What is known of a model: the built-in list, with the setting `eigen.models` over it. */
export function modelOf(id: string): Model {
  return findModel(listModels({ settings: modelsOfSettings() }), id);
}

export function modelName(id: string): string {
  return modelOf(id).name ?? id;
}

/** Entries that don't fit the setting's schema are left out. */
function modelsOfSettings(): readonly Model[] {
  return settings.models().flatMap((entry) => {
    const result = v.safeParse(ModelSetting, entry);
    return result.success ? [{ ...withoutUndefined(result.output), id: result.output.id }] : [];
  });
}

const ModelSetting = v.object({
  id: v.pipe(v.string(), v.trim(), v.minLength(1)),
  name: v.optional(v.string()),
  contextLength: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  maxOutputTokens: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  input: v.optional(v.array(v.picklist(inputKinds))),
  thinking: v.optional(v.picklist(thinkings)),
});
