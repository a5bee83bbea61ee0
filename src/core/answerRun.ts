import { applyEvent, endAnswer } from "./answerLife.ts";
import type { Complete, CompletionEvent, CompletionRequest } from "./completion.ts";
import type { Answer, Conversation, Message } from "./conversation.ts";
import { isSomething, type LeftOut } from "./promptBudget.ts";

export interface AnswerPorts {
  readonly complete: Complete;
  /** The request that asks for an answer to the conversation's last question. */
  readonly buildRequest: (conversation: Conversation) => Promise<BuiltRequest>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export interface BuiltRequest {
  readonly request: CompletionRequest;
  readonly leftOut: LeftOut;
}

export type AnswerChange =
  | {
      readonly type: "append";
      readonly id: string;
      readonly part: "text" | "reasoning";
      readonly text: string;
    }
  /** A message was added, or changed otherwise than by appending. */
  | { readonly type: "message"; readonly message: Message };

/** One answer while it is written. */
export class AnswerRun {
  readonly #ports: AnswerPorts;
  readonly #controller = new AbortController();
  #answer: Answer;

  constructor(answer: Answer, ports: AnswerPorts) {
    this.#answer = answer;
    this.#ports = ports;
  }

  get answer(): Answer {
    return this.#answer;
  }

  stop(): void {
    this.#controller.abort();
  }

  /** Asks for the answer and resolves when it has ended; never rejects. */
  async write(conversation: Conversation, onChange: (change: AnswerChange) => void): Promise<void> {
    try {
      const { request, leftOut } = await this.#ports.buildRequest(conversation);
      if (isSomething(leftOut)) {
        this.#answer = { ...this.#answer, leftOut };
        onChange({ type: "message", message: this.#answer });
      }
      const end = await this.#ports.complete(request, {
        signal: this.#controller.signal,
        onEvent: (event) => this.#onEvent(event, onChange),
      });
      this.#answer = endAnswer(this.#answer, end);
    } catch (error) {
      this.#answer = endAnswer(this.#answer, {
        type: "failed",
        failure: { kind: "invalid-request", message: String(error) },
        totalMs: 0,
      });
    }
  }

  #onEvent(event: CompletionEvent, onChange: (change: AnswerChange) => void): void {
    const before = this.#answer;
    this.#answer = applyEvent(before, event, this.#ports.now());
    const appended = event.type === "text" || event.type === "reasoning";
    if (appended && before.state === this.#answer.state) {
      onChange({ type: "append", id: before.id, part: event.type, text: event.text });
    } else if (this.#answer !== before) {
      onChange({ type: "message", message: this.#answer });
    }
  }
}
