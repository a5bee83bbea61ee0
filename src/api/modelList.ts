import { inputKinds, type InputKind, type Model, type Price } from "../shared/model.ts";

/** Models that are kept of a list; more are dropped. */
const maxModels = 1000;
const maxIdLength = 256;

/**
 * Reads the answer to `GET {base}/models` in every shape that servers give it (wire.md §6): SGLang, vLLM, llama.cpp,
 * Ollama, OpenAI, OpenRouter, a bare array. What can't be read is left out; the result is sorted by id, without doubles.
 */
export function parseModelList(body: unknown): readonly Model[] {
  const models = new Map<string, Model>();
  for (const entry of entriesOf(body)) {
    if (models.size === maxModels) break;
    const model = typeof entry === "string" ? { id: entry.trim() } : modelOf(entry);
    if (model !== undefined && isId(model.id) && !models.has(model.id)) models.set(model.id, model);
  }
  return [...models.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

function entriesOf(body: unknown): readonly unknown[] {
  for (const list of [body, at(body, "data"), at(body, "models")])
    if (Array.isArray(list)) return list;
  return [];
}

function modelOf(entry: unknown): Model | undefined {
  const id = firstText(at(entry, "id"), at(entry, "model"), at(entry, "name"));
  if (id === undefined) return undefined;
  const name = firstText(at(entry, "name"), at(entry, "display_name"));
  const contextLength = firstCount(
    at(entry, "max_model_len"),
    at(entry, "context_length"),
    at(entry, "top_provider", "context_length"),
    at(entry, "context_window"),
    at(entry, "meta", "n_ctx"),
    at(entry, "meta", "n_ctx_train"),
  );
  const maxOutputTokens = firstCount(
    at(entry, "top_provider", "max_completion_tokens"),
    at(entry, "max_output_length"),
    at(entry, "max_output_tokens"),
  );
  const input = inputOf(entry);
  const supported = at(entry, "supported_parameters");
  const price = priceOf(at(entry, "pricing"));
  return {
    id,
    ...(name !== undefined && name !== id && { name: name.slice(0, maxIdLength) }),
    ...(contextLength !== undefined && { contextLength }),
    ...(maxOutputTokens !== undefined && { maxOutputTokens }),
    ...(input !== undefined && { input }),
    ...(Array.isArray(supported) && { tools: supported.includes("tools") }),
    ...(price !== undefined && { price }),
  };
}

function inputOf(entry: unknown): readonly InputKind[] | undefined {
  for (const kinds of [
    at(entry, "architecture", "input_modalities"),
    at(entry, "input_modalities"),
  ])
    if (Array.isArray(kinds) && kinds.length > 0)
      return inputKinds.filter((kind) => kinds.includes(kind));
  const sees = at(entry, "capabilities", "vision");
  if (typeof sees !== "boolean") return undefined;
  return sees ? ["text", "image"] : ["text"];
}

/** Prices come as strings of dollars for one token; negative ones mean "it depends". */
function priceOf(pricing: unknown): Price | undefined {
  const [input, output] = ["prompt", "completion"].map((key) => {
    const value = at(pricing, key);
    const dollars = typeof value === "string" && value !== "" ? Number(value) : value;
    return typeof dollars === "number" && dollars >= 0 && dollars < Infinity
      ? dollars * 1_000_000
      : undefined;
  });
  return input === undefined || output === undefined ? undefined : { input, output };
}

function at(value: unknown, ...path: readonly string[]): unknown {
  let here = value;
  for (const key of path) {
    if (typeof here !== "object" || here === null) return undefined;
    here = Object.getOwnPropertyDescriptor(here, key)?.value;
  }
  return here;
}

function firstText(...values: readonly unknown[]): string | undefined {
  return values
    .filter((value) => typeof value === "string")
    .map((value) => value.trim())
    .find((value) => value !== "");
}

function firstCount(...values: readonly unknown[]): number | undefined {
  return values.filter((value) => typeof value === "number").find(isCount);
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value > 0;
}

function isId(id: string): boolean {
  return id.length > 0 && id.length <= maxIdLength && !/\p{Cc}/u.test(id);
}
