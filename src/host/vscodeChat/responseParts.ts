import * as vscode from "vscode";
import type { CompletionEvent, ToolCall } from "../../core/completion.ts";

/** Where the parts of an answer go, for good. */
export interface PartSink {
  text(text: string): void;
  thinking(text: string): void;
  toolCall?(call: ToolCall): void;
}

/**
 * Turns the events of an answer into parts of VS Code's chat, which can't take back what it was given. An answer that
 * may begin in the middle of its thinking has its first text held until it is known what it is.
 */
export class ResponseParts {
  readonly #sink: PartSink;
  #held: string | undefined;

  constructor(sink: PartSink, mayBeginInThought: boolean) {
    this.#sink = sink;
    this.#held = mayBeginInThought ? "" : undefined;
  }

  onEvent(event: CompletionEvent): void {
    switch (event.type) {
      case "text":
        if (this.#held === undefined) return this.#text(event.text);
        this.#held += event.text;
        return;
      case "reasoning":
        this.end();
        return this.#thinking(event.text);
      case "reclassify": {
        const thought = this.#held ?? "";
        this.#held = undefined;
        return this.#thinking(thought);
      }
      case "toolCall":
        this.end();
        return this.#sink.toolCall?.(event.call);
      case "opened":
      case "retrying":
    }
  }

  /** What is still held is the answer after all. */
  end(): void {
    const text = this.#held ?? "";
    this.#held = undefined;
    this.#text(text);
  }

  #text(text: string): void {
    if (text !== "") this.#sink.text(text);
  }

  #thinking(text: string): void {
    if (text !== "") this.#sink.thinking(text);
  }
}

/** The parts that a language model answers with. */
export function modelParts(progress: vscode.Progress<vscode.LanguageModelResponsePart>): PartSink {
  return {
    text: (text) => progress.report(new vscode.LanguageModelTextPart(text)),
    toolCall: (call) => progress.report(toolCallPart(call)),
    /*
     * VS Code shows thinking apart through a part that is not in its stable types yet. Where a version lacks it,
     * thinking is left out: it must never pass for the answer.
     */
    thinking: (text) => {
      const ThinkingPart: unknown = Reflect.get(vscode, "LanguageModelThinkingPart");
      if (typeof ThinkingPart === "function")
        progress.report(Reflect.construct(ThinkingPart, [text]));
    },
  };
}

/** A model can write anything for arguments; a tool gets an object. */
function toolCallPart({ id, function: call }: ToolCall): vscode.LanguageModelToolCallPart {
  return new vscode.LanguageModelToolCallPart(id, call.name, toolInput(call.arguments));
}

function toolInput(text: string): object {
  try {
    const value: unknown = JSON.parse(text === "" ? "{}" : text);
    return typeof value === "object" && value !== null ? value : { value };
  } catch {
    return { arguments: text };
  }
}
