import type { Answer } from "./answer.ts";
import { EventStream } from "./eventStream.ts";

/** What is read at most; an answer beyond it fails as `too-long`. */
export interface Caps {
  /** Decoded bytes of the whole body. */
  readonly bodyBytes: number;
  /** Characters of one line or event of a stream. */
  readonly lineLength: number;
  /** Characters of a body that is no stream. */
  readonly plainLength: number;
  /** Characters of text and thinking. */
  readonly answerLength: number;
}

export const standardCaps: Caps = {
  bodyBytes: 128 * 2 ** 20,
  lineLength: 4 * 2 ** 20,
  plainLength: 32 * 2 ** 20,
  answerLength: 16 * 2 ** 20,
};

/**
 * Finds out what a body is and feeds it to the answer. The first character that is no white space decides, not the
 * content type: servers stream when they were not asked to, answer whole when they were, and send pages with status
 * 200. No stream of events can begin with `{`, `[`, `"` or `<`, and nothing else that we read can begin otherwise.
 */
export class BodyFormat {
  readonly #answer: Answer;
  readonly #caps: Caps;
  #format: "unknown" | "whole" | EventStream = "unknown";
  /** The beginning, or all of a body that is no stream. */
  #text = "";

  constructor(answer: Answer, caps: Caps) {
    this.#answer = answer;
    this.#caps = caps;
  }

  feed(text: string): void {
    if (this.#format instanceof EventStream) return this.#format.feed(text);
    this.#text += text;
    if (this.#format === "unknown") {
      const first = text.trimStart().charAt(0);
      if (first !== "" && !'{["<'.includes(first)) return this.#stream();
      if (first !== "") this.#format = "whole";
    }
    if (this.#text.length > this.#caps.plainLength)
      this.#answer.fail({ kind: "too-long", message: "" });
  }

  end(): void {
    if (this.#format === "whole") this.#answer.body(this.#text);
    else if (this.#format instanceof EventStream) this.#format.end();
  }

  #stream(): void {
    const answer = this.#answer;
    this.#format = new EventStream(
      {
        event: (data, name, unended) => answer.event(data, name, unended),
        stray: (line) => answer.stray(line),
        overflow: () => answer.fail({ kind: "too-long", message: "" }),
      },
      this.#caps.lineLength,
    );
    this.#format.feed(this.#text);
    this.#text = "";
  }
}
