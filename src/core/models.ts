import type { InputKind, Model, Thinking } from "../shared/model.ts";
import type { CompletionRequest } from "./completion.ts";
import type { Takes } from "./mediaParts.ts";

/**
 * The chat models that Eigen AI names in public, with what is published of them (wire.md, "Eigen-specific facts").
 * Context lengths are those of the published weights; a deployment may allow less.
 */
export const builtInModels: readonly Model[] = [
  {
    id: "gpt-oss-120b",
    name: "GPT-OSS 120B",
    contextLength: 131_072,
    input: ["text"],
    thinking: "effort",
  },
  {
    id: "deepseek-v31-terminus",
    name: "DeepSeek V3.1 Terminus",
    contextLength: 131_072,
    input: ["text"],
    thinking: "switch",
  },
  {
    id: "qwen3-235b-vl",
    name: "Qwen3 235B VL",
    contextLength: 262_144,
    maxOutputTokens: 8192,
    input: ["text", "image", "video"],
  },
  {
    id: "qwen3-235b-a22b-thinking-2507-fp8",
    name: "Qwen3 235B A22B Thinking 2507",
    contextLength: 262_144,
    input: ["text"],
    thinking: "always",
  },
];

/**
 * The models to offer, and what is known of each. Facts add up field by field: the built-in ones, then the server's,
 * then those that a probe or a refusal taught (`learned`), then the user's settings. The server's own list replaces
 * the built-in one, whose facts stay; `learned` never adds a model.
 */
export function listModels(sources: {
  readonly server?: readonly Model[];
  readonly learned?: readonly Model[];
  readonly settings?: readonly Model[];
}): readonly Model[] {
  const { server = [], learned = [], settings = [] } = sources;
  const offered = [...(server.length > 0 ? server : builtInModels), ...settings];
  const ids = new Set(offered.map(({ id }) => id));
  const facts = new Map([...ids].map((id): [string, Model] => [id, { id }]));
  for (const model of [...builtInModels, ...server, ...learned, ...settings]) {
    const known = facts.get(model.id);
    if (known !== undefined) facts.set(model.id, { ...known, ...model });
  }
  return [...facts.values()];
}

/** What is known of a model by its id. Any id may be typed: one that is not listed has its hints and what was learned. */
export function findModel(
  models: readonly Model[],
  id: string,
  learned: readonly Model[] = [],
): Model {
  const isIt = (model: Model) => model.id === id;
  return { ...hints(id), ...learned.find(isIt), ...models.find(isIt), id };
}

/**
 * Whether a model sees pictures or videos: `unknown` is asked about or warned of, never refused
 * (wire.md §1.3: a text-only server drops a picture without a word).
 */
export function takes(model: Model, kind: InputKind): "yes" | "no" | "unknown" {
  if (model.input === undefined) return kind === "text" ? "yes" : "unknown";
  return model.input.includes(kind) ? "yes" : "no";
}

/** What is sent to a model: what it is not known to refuse. */
export function takesMedia(model: Model): Takes {
  return { image: takes(model, "image") !== "no", video: takes(model, "video") !== "no" };
}

/** How the wire client should read the model's thinking (wire.md §5). */
export function thinks(model: Model): CompletionRequest["thinks"] {
  if (model.thinking === undefined) return undefined;
  if (model.thinking === "none") return "no";
  return model.thinking === "always" ? "always" : "asked";
}

/** Ids that speak of eyes (wire.md §6). */
const vision =
  /(^|[-_./])(vl|vision|omni|llava|pixtral|internvl|gemma-?[34]|gpt-4o|kimi-k2\.5|qwen3\.[5-9])/i;

/** Ids that tell how the model thinks (wire.md §5), the first that matches. */
const thinkingHints: readonly (readonly [RegExp, Thinking])[] = [
  [/(^|[-_./])(thinking|r1|qwq|step-?3|minimax-?m2)/i, "always"],
  [/instruct/i, "none"],
  [/gpt-?oss|magistral|hunyuan/i, "effort"],
  [/deepseek-?v3\.?[12]|kimi-?k2|qwen-?3|glm-?(4\.?[5-9]|5)|nemotron-?3|interns1|mimo/i, "switch"],
];

function hints(id: string): Omit<Model, "id"> {
  const thinking = thinkingHints.find(([pattern]) => pattern.test(id))?.[1];
  return {
    ...(vision.test(id) && { input: ["text", "image"] }),
    ...(thinking !== undefined && { thinking }),
  };
}
