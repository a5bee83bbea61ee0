import type { Failure } from "../shared/failure.ts";
import type { Parameters } from "../shared/parameters.ts";
import type { Receipt } from "./receipt.ts";

/** One question to the chat-completions API, and what comes back; `src/api` implements `Complete`. */
export interface CompletionRequest {
  readonly model: string;
  readonly messages: readonly ChatMessage[];
  readonly parameters: Parameters;
  /** Template keys beside `thinking`; merged over it. */
  readonly templateKwargs?: Readonly<Record<string, unknown>>;
  /** Fields of the OpenAI family that the page does not name (`stop`, `seed`, `tools`…), sent as they are. */
  readonly extra?: Readonly<Record<string, unknown>>;
  /** How the model thinks, where it is known; tells a closing tag without an opener from plain text. */
  readonly thinks?: "always" | "asked" | "no";
}

export type ChatMessage =
  | { readonly role: "system"; readonly content: string }
  | {
      readonly role: "assistant";
      readonly content: string;
      readonly tool_calls?: readonly ToolCall[];
    }
  /** What a tool returned for the call with this id. */
  | { readonly role: "tool"; readonly tool_call_id: string; readonly content: string }
  | { readonly role: "user"; readonly content: string | readonly ContentPart[] };

/** A tool that the model asked for, in the OpenAI family's form; sent back with what the tool returned. */
export interface ToolCall {
  readonly id: string;
  readonly type: "function";
  /** `arguments` is what the model wrote: JSON in most cases. */
  readonly function: { readonly name: string; readonly arguments: string };
}

/** A part of a question (the page, "Vision Input"; wire.md §1.3). Data URLs or https URLs. */
export type ContentPart =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "image_url"; readonly image_url: MediaUrl & { readonly detail?: ImageDetail } }
  | { readonly type: "video_url"; readonly video_url: MediaUrl };

export interface MediaUrl {
  readonly url: string;
}
export type ImageDetail = "auto" | "low" | "high";

export type CompletionEvent =
  /** The server accepted the request and its first byte came. */
  | { readonly type: "opened"; readonly requestId?: string }
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "reasoning"; readonly text: string }
  /** All text so far was thinking: its closing tag came without an opener. */
  | { readonly type: "reclassify" }
  /** A call is whole; only for requests with `extra.tools`. */
  | { readonly type: "toolCall"; readonly call: ToolCall }
  /** An attempt failed and another one follows after `delayMs`. */
  | {
      readonly type: "retrying";
      /** The attempt that follows: 2 or 3. */
      readonly attempt: number;
      readonly delayMs: number;
      readonly failure: Failure;
    };

/** How a completion ended. Never thrown: every failure is a value. */
export type CompletionEnd = CompletionFacts &
  (
    | { readonly type: "complete" }
    | { readonly type: "cut-off"; readonly reason: CutOffReason }
    | { readonly type: "stopped" }
    | { readonly type: "failed"; readonly failure: Failure }
  );

/** `no-finish`: the stream ended without a finish reason. */
export type CutOffReason = "no-finish" | "length" | "content_filter" | "abort";

export interface CompletionFacts {
  /** As the server sent it; undefined where it sent none. */
  readonly finishReason?: string;
  readonly usage?: Usage;
  /** The model that the server says answered. */
  readonly model?: string;
  readonly requestId?: string;
  /** Milliseconds from the call to the first text or thinking. */
  readonly firstTokenMs?: number;
  /** Milliseconds from the call to the end. */
  readonly totalMs: number;
}

/** Token counts; a count that the server did not send is undefined. */
export interface Usage {
  readonly promptTokens?: number;
  readonly completionTokens?: number;
  readonly reasoningTokens?: number;
  readonly cachedTokens?: number;
  readonly imageTokens?: number;
}

export interface CompletionOptions {
  readonly signal: AbortSignal;
  /** Called synchronously for each event, in order. */
  readonly onEvent: (event: CompletionEvent) => void;
  /** Called for each attempt once it is on its way. */
  readonly onSent?: (sent: Sent) => void;
}

/** What left for the server. */
export interface Sent {
  readonly receipt: Receipt;
  /** The body before it became text. */
  readonly body: Readonly<Record<string, unknown>>;
}

export type Complete = (
  request: CompletionRequest,
  options: CompletionOptions,
) => Promise<CompletionEnd>;
