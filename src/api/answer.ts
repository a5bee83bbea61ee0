import type { CompletionEvent, CompletionFacts, CutOffReason, Usage } from "../core/completion.ts";
import type { Failure } from "../shared/failure.ts";
import { serverFailure } from "./classify.ts";
import { deltaReasoning, deltaText } from "./delta.ts";
import { isErrorValue, readErrorText, readErrorValue } from "./errorBody.ts";
import { ThinkingSplitter } from "./inlineThinking.ts";
import { isObject, numberOf, parseJson, textOf, type JsonObject } from "./json.ts";
import { ToolCalls } from "./toolCalls.ts";
import { readUsage } from "./usage.ts";

/** What the answer itself says of it. */
export type AnswerFacts = Pick<CompletionFacts, "finishReason" | "usage" | "model">;

export type AnswerEnd = AnswerFacts &
  (
    | { readonly type: "complete" }
    | { readonly type: "cut-off"; readonly reason: CutOffReason }
    | { readonly type: "failed"; readonly failure: Failure }
  );

export interface AnswerOptions {
  /** A closing tag without an opener means thinking. */
  readonly expectsThinking: boolean;
  /** The choice that is shown. Undefined: there is one, whatever its index says. */
  readonly choice: number | undefined;
  /** Characters of text, thinking and tool calls together. */
  readonly maxLength: number;
}

/** Characters of lines that were no events; enough to read an error from. */
const maxStrays = 65_536;

/**
 * One answer as it comes in: takes the events of a stream or a whole body (wire.md §2, §3), gives out completion
 * events, and knows how it ended.
 */
export class Answer {
  readonly #options: AnswerOptions;
  readonly #emit: (event: CompletionEvent) => void;
  readonly #splitter: ThinkingSplitter;
  readonly #toolCalls = new ToolCalls();
  /** The choices that were seen without a finish reason yet, and the reasons of the others. */
  readonly #open = new Set<number>();
  readonly #finishes = new Map<number, string>();
  #shown: number | undefined;
  #length = 0;
  #usage: Usage | undefined;
  #model: string | undefined;
  #failure: Failure | undefined;
  #strays = "";
  #over = false;

  constructor(options: AnswerOptions, emit: (event: CompletionEvent) => void) {
    this.#options = options;
    this.#emit = emit;
    this.#shown = options.choice;
    this.#splitter = new ThinkingSplitter(
      {
        text: (text) => emit({ type: "text", text }),
        reasoning: (text) => emit({ type: "reasoning", text }),
        reclassify: () => emit({ type: "reclassify" }),
      },
      options.expectsThinking,
    );
  }

  /** What still comes changes nothing: it is done, failed or stopped. */
  get over(): boolean {
    return this.#over;
  }

  /** Every choice that was seen has its finish reason. */
  get finished(): boolean {
    return this.#finishes.size > 0 && this.#open.size === 0;
  }

  /** No chunk of an answer came. */
  get silent(): boolean {
    return this.#finishes.size + this.#open.size === 0 && this.#usage === undefined;
  }

  /** Characters of text, thinking and tool calls so far. */
  get length(): number {
    return this.#length;
  }

  get facts(): AnswerFacts {
    const finishReason = this.#finishes.get(this.#shown ?? 0);
    return {
      ...(finishReason !== undefined && { finishReason }),
      ...(this.#usage !== undefined && { usage: this.#usage }),
      ...(this.#model !== undefined && { model: this.#model }),
    };
  }

  /** A server-sent event; `name` is its `event:` field. */
  event(data: string, name: string | undefined, unended: boolean): void {
    if (this.#over) return;
    if (data.startsWith("[DONE]")) {
      this.#over = true;
      return;
    }
    if (data === "") return;
    const parsed = parseJson(data);
    // Some servers send an error as the only one of a list.
    const value = Array.isArray(parsed) && isObject(parsed[0]) ? parsed[0] : parsed;
    if (isObject(value)) {
      if (name === "error") this.fail(serverFailure(readErrorValue(value)));
      else this.#chunk(value);
    } else if (name === undefined || name === "error" || name === "message") {
      if (value === undefined && /^\s*[{[]/.test(data)) {
        // Half an event at the end says that the stream was cut, not that it is none.
        if (!unended) this.fail(unreadable);
      } else if (value === undefined || typeof value === "string")
        this.fail(serverFailure(readErrorText(data)));
    }
  }

  /** A line of a stream that belongs to no event. Old llama.cpp servers send errors this way. */
  stray(line: string): void {
    if (this.#over) return;
    if (line.startsWith("error:"))
      this.fail(serverFailure(readErrorText(line.slice("error:".length))));
    else if (this.#strays.length < maxStrays) this.#strays += `${line}\n`;
  }

  /** The whole body of an answer that is no stream. */
  body(text: string): void {
    if (this.#over) return;
    const value = parseJson(text);
    const hasChoices =
      isObject(value) && Array.isArray(value["choices"]) && value["choices"].length > 0;
    if (isObject(value) && (hasChoices || isErrorValue(value))) this.#chunk(value);
    else if (isObject(value) || (value === undefined && /^\s*[{[]/.test(text)))
      this.fail(unreadable);
    else {
      const failure = serverFailure(readErrorText(text));
      this.fail(failure.kind === "server" ? { ...failure, kind: "protocol" } : failure);
    }
    this.#over = true;
  }

  /** Ends it with a failure, unless it is over or all of it came. */
  fail(failure: Failure): void {
    if (this.#over || (this.#isWhole && failure.kind !== "too-long")) return;
    this.#over = true;
    this.#failure = failure;
  }

  /** Takes nothing any more. */
  halt(): void {
    this.#over = true;
  }

  /** Gives out what was held back, and says how it ended. */
  close(): AnswerEnd {
    if (this.#failure === undefined && !this.finished) this.#readStrays();
    this.#over = true;
    this.#splitter.end();
    const { facts } = this;
    if (this.#failure !== undefined) return { type: "failed", failure: this.#failure, ...facts };
    if (!this.finished) return { type: "cut-off", reason: "no-finish", ...facts };
    switch (facts.finishReason) {
      case undefined:
        return { type: "cut-off", reason: "no-finish", ...facts };
      case "length":
      case "content_filter":
      case "abort":
        return { type: "cut-off", reason: facts.finishReason, ...facts };
      case "error":
        return { type: "failed", failure: { kind: "server", message: "" }, ...facts };
      default:
        for (const call of this.#toolCalls.all()) this.#emit({ type: "toolCall", call });
        return { type: "complete", ...facts };
    }
  }

  /** All of it came, and does not say itself that it failed. */
  get #isWhole(): boolean {
    return this.finished && this.facts.finishReason !== "error";
  }

  #chunk(value: JsonObject): void {
    if (isErrorValue(value)) return this.fail(serverFailure(readErrorValue(value)));
    const { choices, usage, model } = value;
    if (Array.isArray(choices))
      for (const choice of choices) if (isObject(choice)) this.#take(choice);
    // Cumulative where it comes with every chunk.
    if (isObject(usage)) this.#usage = readUsage(usage) ?? this.#usage;
    if (this.#model === undefined) this.#model = textOf(model);
  }

  #take(choice: JsonObject): void {
    const index = numberOf(choice["index"]) ?? 0;
    const finish = textOf(choice["finish_reason"]);
    if (finish !== undefined) {
      this.#finishes.set(index, finish);
      this.#open.delete(index);
    } else if (!this.#finishes.has(index)) this.#open.add(index);
    this.#shown ??= index;
    // A whole completion has a message instead.
    const delta = choice["delta"] ?? choice["message"];
    if (index !== this.#shown || !isObject(delta)) return;
    const reasoning = deltaReasoning(delta);
    const text = deltaText(delta);
    const calls = delta["tool_calls"];
    this.#length += reasoning.length + text.length;
    if (Array.isArray(calls)) this.#length += this.#toolCalls.add(calls);
    if (this.#length > this.#options.maxLength) return this.fail({ kind: "too-long", message: "" });
    if (reasoning !== "") {
      this.#splitter.stopSplitting();
      this.#emit({ type: "reasoning", text: reasoning });
    }
    if (text !== "") this.#splitter.push(text);
  }

  /** An error or a page that was written into the stream without its format. */
  #readStrays(): void {
    if (this.#strays.trim() === "") return;
    const facts = readErrorText(this.#strays);
    if (this.silent) {
      const failure = serverFailure(facts);
      this.fail(failure.kind === "server" ? { ...failure, kind: "protocol" } : failure);
    } else if (facts.isPage === true || isErrorValue(parseJson(this.#strays)))
      this.fail(serverFailure({ ...facts, isPage: false }));
  }
}

/** Something that should be JSON and is not, or is none of this API. */
const unreadable: Failure = { kind: "protocol", message: "" };
