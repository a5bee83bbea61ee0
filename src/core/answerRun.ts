import { applyEvent, endAnswer } from "./answerLife.ts";
import type { Complete, CompletionEvent, CompletionRequest } from "./completion.ts";
import { beginRest, withRest } from "./continuation.ts";
import type { Answer, Conversation, Message } from "./conversation.ts";
import type { Receipt } from "./receipt.ts";
import { isSomething, type LeftOut } from "./promptBudget.ts";

/** Who is asked for an answer: a model, with these parameters. */
export type Candidate = Pick<Conversation, "model" | "parameters">;

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

/** What changes in a chat. */
export type ChatChange =
  | AnswerChange
  /** Other messages are shown. */
  | { readonly type: "path" }
  /** Model, parameters or system prompt. */
  | { readonly type: "settings" }
  /** What is being written, or what waits to be asked. */
  | { readonly type: "draft" };

/** One answer while it is written. */
export class AnswerRun {
  readonly #ports: AnswerPorts;
  readonly #controller = new AbortController();
  readonly #before: Answer | undefined;
  /** Only the rest, where an earlier answer is continued. */
  #written: Answer;

  constructor(answer: Answer, ports: AnswerPorts, before?: Answer) {
    this.#written = answer;
    this.#ports = ports;
    this.#before = before;
  }

  /** An answer from the moment of sending: without a word. */
  static beginning(
    fields: Pick<Answer, "id" | "parent" | "createdAt" | "model" | "parameters">,
    ports: AnswerPorts,
  ): AnswerRun {
    const empty = { role: "assistant", state: "waiting", text: "", reasoning: "" } as const;
    return new AnswerRun({ ...fields, ...empty }, ports);
  }

  /** What comes is appended to the answer. */
  static continuing(answer: Answer, ports: AnswerPorts): AnswerRun {
    return new AnswerRun(beginRest(answer), ports, answer);
  }

  /** As it stands. */
  get answer(): Answer {
    return this.#before === undefined ? this.#written : withRest(this.#before, this.#written);
  }

  stop(): void {
    this.#controller.abort();
  }

  /** Asks for the answer once there is its conversation, and resolves when it has ended; never rejects. */
  async write(
    conversation: Promise<Conversation>,
    onChange: (change: AnswerChange) => void,
  ): Promise<void> {
    try {
      const built = await this.#build(conversation);
      if (built === undefined) {
        this.#written = endAnswer(this.#written, { type: "stopped", totalMs: 0 });
        return;
      }
      const { request, leftOut } = built;
      if (isSomething(leftOut)) {
        this.#written = { ...this.#written, leftOut };
        onChange({ type: "message", message: this.answer });
      }
      const end = await this.#ports.complete(request, {
        signal: this.#controller.signal,
        onEvent: (event) => this.#onEvent(event, onChange),
        onSent: ({ receipt }) => {
          this.#written = { ...this.#written, receipt: this.#receiptOf(receipt) };
          onChange({ type: "message", message: this.answer });
        },
      });
      this.#written = endAnswer(this.#written, end);
    } catch (error) {
      this.#written = endAnswer(this.#written, {
        type: "failed",
        failure: { kind: "invalid-request", message: String(error) },
        totalMs: 0,
      });
    }
  }

  /** Undefined as soon as it is stopped, whatever is waited for. */
  async #build(conversation: Promise<Conversation>): Promise<BuiltRequest | undefined> {
    const { signal } = this.#controller;
    const { id: head, model, parameters = {} } = this.#written;
    const request = conversation.then((whole) =>
      signal.aborted ? undefined : this.#ports.buildRequest({ ...whole, model, parameters, head }),
    );
    return Promise.race([aborted(signal), request]);
  }

  #receiptOf(receipt: Receipt): Receipt {
    const restFrom = this.#before?.text.length;
    return restFrom === undefined ? receipt : { ...receipt, restFrom };
  }

  #onEvent(event: CompletionEvent, onChange: (change: AnswerChange) => void): void {
    const before = this.answer;
    const written = this.#written;
    this.#written = applyEvent(written, event, this.#ports.now());
    const { answer } = this;
    if ((event.type === "text" || event.type === "reasoning") && before.state === answer.state) {
      const text = answer[event.type].slice(before[event.type].length);
      if (text !== "") onChange({ type: "append", id: answer.id, part: event.type, text });
    } else if (this.#written !== written) onChange({ type: "message", message: answer });
  }
}

function aborted(signal: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => {
    signal.addEventListener("abort", () => resolve(undefined), { once: true });
  });
}
