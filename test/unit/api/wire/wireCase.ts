import type { CompletionEnd, CompletionRequest } from "../../../../src/core/completion.ts";
import type { Failure } from "../../../../src/shared/failure.ts";

/** What a server sends, and what the client must make of it. */
export interface WireCase {
  readonly name: string;
  /** 200 where not said. */
  readonly status?: number;
  /** An event stream where not said. */
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
  /** How the connection goes on after the body; a chunked body is ended in form where not said. */
  readonly close?: "end" | "fin" | "reset";
  readonly request?: Partial<CompletionRequest>;
  /** Empty where not said. */
  readonly text?: string;
  readonly reasoning?: string;
  readonly end: ExpectedEnd;
  /** Requests that reach the server; 1 where not said. */
  readonly requests?: number;
}

export type ExpectedEnd = Partial<Omit<CompletionEnd, "type">> & {
  readonly type: CompletionEnd["type"];
  readonly reason?: string;
  readonly failure?: Partial<Failure>;
};

export const complete: ExpectedEnd = { type: "complete", finishReason: "stop" };
export const cutOff: ExpectedEnd = { type: "cut-off", reason: "no-finish" };

export function failed(kind: Failure["kind"], facts: Partial<Failure> = {}): ExpectedEnd {
  return { type: "failed", failure: { kind, ...facts } };
}
