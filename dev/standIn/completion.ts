import { randomUUID } from "node:crypto";
import type { ChatRequest } from "./chatRequest.ts";
import type { Model } from "./models.ts";

/** What the model says, before it is cut into chunks. */
export interface Answer {
  readonly thinking: string;
  readonly text: string;
  readonly call?: ToolCall;
}

export interface ToolCall {
  readonly id: string;
  readonly name: string;
  /** JSON. */
  readonly arguments: string;
}

/** One chunk of an answer; a chunk counts as a token. */
export interface Piece {
  readonly kind: "thinking" | "text" | "arguments";
  readonly text: string;
}

export interface Completion {
  readonly id: string;
  readonly model: string;
  readonly pieces: readonly Piece[];
  /** Its arguments are among the pieces. */
  readonly call?: ToolCall;
  readonly finishReason: string;
  readonly usage: object;
}

/** Lays an answer out as the model would send it: thinking apart or inside the text, ended at `max_tokens`. */
export function complete(
  request: ChatRequest,
  model: Model,
  answer: Answer,
  prompt: { readonly tokens: number; readonly imageTokens: number },
  charactersPerChunk: number,
): Completion {
  const whole =
    request.separate_reasoning === false
      ? cut("text", inline(model, answer), charactersPerChunk)
      : [
          ...cut("thinking", answer.thinking, charactersPerChunk),
          ...cut("text", answer.text, charactersPerChunk),
          ...cut("arguments", answer.call?.arguments ?? "", charactersPerChunk),
        ];
  const limit = Math.min(request.max_tokens ?? model.maxOutputTokens, model.maxOutputTokens);
  const pieces = whole.slice(0, limit);
  const thinkingTokens = pieces.filter(({ kind }) => kind === "thinking").length;
  return {
    id: randomUUID().replaceAll("-", ""),
    model: request.model,
    pieces,
    ...(answer.call && { call: answer.call }),
    finishReason: whole.length > limit ? "length" : answer.call ? "tool_calls" : "stop",
    usage: {
      prompt_tokens: prompt.tokens,
      total_tokens: prompt.tokens + pieces.length,
      completion_tokens: pieces.length,
      prompt_tokens_details: prompt.imageTokens === 0 ? null : { image_tokens: prompt.imageTokens },
      reasoning_tokens: thinkingTokens,
    },
  };
}

/** The bodies below have SGLang's shapes (wire.md §2, §3.1). */
export function plainBody(completion: Completion, finishReason: string): object {
  const joined = (wanted: Piece["kind"]) =>
    completion.pieces
      .filter(({ kind }) => kind === wanted)
      .map(({ text }) => text)
      .join("") || null;
  return {
    ...head(completion, "chat.completion"),
    choices: [
      {
        index: 0,
        message: {
          role: "assistant",
          content: joined("text"),
          reasoning_content: joined("thinking"),
          tool_calls: completion.call
            ? [toolCall({ ...completion.call, arguments: joined("arguments") ?? "" })]
            : null,
        },
        logprobs: null,
        finish_reason: finishReason,
        matched_stop: finishReason === "stop" ? 151_645 : null,
      },
    ],
    usage: completion.usage,
    metadata: { weight_version: "default" },
  };
}

export function roleChunk(completion: Completion): object {
  return chunk(completion, { role: "assistant", content: "" }, null);
}

/** The name of the tool, before the pieces of its arguments. */
export function callChunk(completion: Completion, call: ToolCall): object {
  return chunk(completion, { tool_calls: [toolCall({ ...call, arguments: "" })] }, null);
}

export function pieceChunk(completion: Completion, { kind, text }: Piece): object {
  return chunk(completion, deltas[kind](text), null);
}

const deltas: Readonly<Record<Piece["kind"], (text: string) => object>> = {
  thinking: (text) => ({ reasoning_content: text }),
  text: (text) => ({ content: text }),
  arguments: (text) => ({ tool_calls: [{ index: 0, function: { arguments: text } }] }),
};

function toolCall({ id, ...called }: ToolCall): object {
  return { id, index: 0, type: "function", function: called };
}

export function finishChunk(completion: Completion, finishReason: string): object {
  return chunk(completion, {}, finishReason);
}

export function usageChunk(completion: Completion): object {
  return {
    ...head(completion, "chat.completion.chunk"),
    choices: [],
    usage: completion.usage,
  };
}

function chunk(completion: Completion, delta: object, finishReason: string | null): object {
  return {
    ...head(completion, "chat.completion.chunk"),
    choices: [
      {
        index: 0,
        delta: { role: null, content: null, reasoning_content: null, tool_calls: null, ...delta },
        logprobs: null,
        finish_reason: finishReason,
        matched_stop: finishReason === "stop" ? 151_645 : null,
      },
    ],
    usage: null,
  };
}

function head(completion: Completion, object: string): object {
  return {
    id: completion.id,
    object,
    created: Math.floor(Date.now() / 1000),
    model: completion.model,
  };
}

function inline(model: Model, { thinking, text }: Answer): string {
  if (model.inlineThinking === "harmony")
    return thinking === ""
      ? `<|channel|>final<|message|>${text}`
      : `<|channel|>analysis<|message|>${thinking}<|end|><|start|>assistant<|channel|>final<|message|>${text}`;
  if (thinking === "") return text;
  const opener = model.inlineThinking === "tags" ? "<think>\n" : "";
  return `${opener}${thinking}\n</think>\n\n${text}`;
}

/** Pieces of `size` UTF-16 units, one more where a pair would be torn apart. */
function cut(kind: Piece["kind"], text: string, size: number): Piece[] {
  const pieces: Piece[] = [];
  for (let start = 0; start < text.length;) {
    let end = start + size;
    const last = text.charCodeAt(end - 1);
    if (last >= 0xd800 && last < 0xdc00) end += 1;
    pieces.push({ kind, text: text.slice(start, end) });
    start = end;
  }
  return pieces;
}
