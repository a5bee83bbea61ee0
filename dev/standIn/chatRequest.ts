import * as v from "valibot";
import type { Model } from "./models.ts";
import { reasoningEfforts } from "../../src/shared/parameters.ts";

/**
 * What `POST /chat/completions` accepts: where the API's page and SGLang differ, the narrower range, so that
 * whatever passes here passes there (wire.md §1.1). Null is refused for every field; unknown fields are ignored.
 */
const TextPart = v.object({ type: v.literal("text"), text: v.string() });
const MediaPart = v.variant("type", [
  v.object({
    type: v.literal("image_url"),
    image_url: v.object({
      url: v.string(),
      detail: v.optional(v.picklist(["auto", "low", "high"])),
    }),
  }),
  v.object({ type: v.literal("video_url"), video_url: v.object({ url: v.string() }) }),
]);
const Message = v.variant("role", [
  v.object({
    role: v.literal("user"),
    content: v.union([
      v.string(),
      v.array(v.variant("type", [TextPart, MediaPart]), "content must be a string or an array"),
    ]),
  }),
  v.object({
    role: v.literal("system"),
    content: v.union([v.string(), v.array(TextPart)]),
  }),
  v.object({
    role: v.literal("assistant"),
    content: v.union([v.string(), v.array(TextPart)]),
    tool_calls: v.optional(
      v.array(
        v.object({
          id: v.string(),
          type: v.literal("function"),
          function: v.object({ name: v.string(), arguments: v.string() }),
        }),
      ),
    ),
  }),
  v.object({ role: v.literal("tool"), tool_call_id: v.string(), content: v.string() }),
]);

const Tool = v.object({
  type: v.literal("function"),
  function: v.object({
    name: v.string(),
    description: v.optional(v.string()),
    parameters: v.optional(v.record(v.string(), v.unknown())),
  }),
});

const number = (check: (value: number) => boolean, range: string) =>
  v.optional(v.pipe(v.number(), v.check(check, range)));
const integer = (check: (value: number) => boolean, range: string) =>
  v.optional(v.pipe(v.number(), v.integer("must be an integer"), v.check(check, range)));

const ChatRequest = v.object({
  model: v.pipe(v.string(), v.minLength(1, "must not be empty")),
  messages: v.pipe(v.array(Message), v.minLength(1, "cannot be empty")),
  temperature: number((value) => value >= 0 && value <= 2, "must be in [0, 2]"),
  max_tokens: integer((value) => value >= 1, "must be at least 1"),
  top_p: number((value) => value > 0 && value <= 1, "must be in (0, 1]"),
  top_k: integer(
    (value) => value === -1 || (value >= 1 && value <= 100),
    "must be -1 (disable) or from 1 to 100",
  ),
  min_p: number((value) => value >= 0 && value <= 1, "must be in [0, 1]"),
  repetition_penalty: number((value) => value > 0 && value <= 2, "must be in (0, 2]"),
  reasoning_effort: v.optional(v.picklist(reasoningEfforts)),
  separate_reasoning: v.optional(v.boolean()),
  chat_template_kwargs: v.optional(v.record(v.string(), v.unknown())),
  tools: v.optional(v.array(Tool)),
  stream: v.optional(v.boolean()),
  stream_options: v.optional(
    v.object({
      include_usage: v.optional(v.boolean()),
      continuous_usage_stats: v.optional(v.boolean()),
    }),
  ),
});

export type ChatRequest = v.InferOutput<typeof ChatRequest>;
export type ChatMessage = ChatRequest["messages"][number];
export type MediaPart = v.InferOutput<typeof MediaPart>;

export interface Refusal {
  readonly status: number;
  readonly body: object;
}

/** The request, or the error that the servers give for it (wire.md §1.2). */
export function readChatRequest(body: unknown): ChatRequest | Refusal {
  if (typeof body !== "object" || body === null || Array.isArray(body))
    return flatError(400, "The request body must be a JSON object.", null);
  const parsed = v.safeParse(ChatRequest, body);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    const field = v.getDotPath(issue) ?? "body";
    return flatError(400, `${field}: ${issue.message}, got ${briefly(issue.input)}.`, field);
  }
  const request = parsed.output;
  if (request.stream_options !== undefined && request.stream !== true)
    return flatError(
      400,
      "stream_options can only be defined when stream is true.",
      "stream_options",
    );
  return request;
}

export function isRefusal(value: object): value is Refusal {
  return "status" in value;
}

/** Refuses what does not fit the model's context or abilities. */
export function checkAgainstModel(
  request: ChatRequest,
  model: Model,
  promptTokens: number,
): Refusal | undefined {
  const wanted = promptTokens + (request.max_tokens ?? 1);
  if (wanted > model.contextLength)
    return flatError(
      400,
      `Requested token count exceeds the model's maximum context length of ${model.contextLength} tokens. ` +
        `You requested a total of ${wanted} tokens.`,
      "messages",
    );
  if (model.unreadMedia === "refused" && hasUnreadMedia(request, model))
    return flatError(400, `${model.id} is not a multimodal model`, "messages");
  return undefined;
}

/** SGLang's error body: no `error` around it. */
export function flatError(status: number, message: string, param: string | null): Refusal {
  const type = status >= 500 ? "InternalServerError" : "BadRequestError";
  return { status, body: { object: "error", message, type, param, code: status } };
}

/** What a gateway in front of several models says of an unknown one (wire.md §4.2). */
export function unknownModel(id: string): Refusal {
  const message = `The model \`${id}\` does not exist.`;
  return {
    status: 404,
    body: { error: { message, type: "NotFoundError", param: "model", code: 404 } },
  };
}

export function mediaParts(message: ChatMessage): MediaPart[] {
  if (typeof message.content === "string") return [];
  return message.content.flatMap((part) => (part.type === "text" ? [] : [part]));
}

export function messageText(message: ChatMessage): string {
  if (typeof message.content === "string") return message.content;
  return message.content.flatMap((part) => (part.type === "text" ? [part.text] : [])).join("\n");
}

export function canRead(model: Model, part: MediaPart): boolean {
  return model.input.includes(part.type === "image_url" ? "image" : "video");
}

function hasUnreadMedia(request: ChatRequest, model: Model): boolean {
  return request.messages.some((message) =>
    mediaParts(message).some((part) => !canRead(model, part)),
  );
}

function briefly(value: unknown): string {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
