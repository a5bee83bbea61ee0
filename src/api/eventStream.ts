import { createParser } from "eventsource-parser";

export interface EventStreamHandlers {
  /** `unended`: the body ended before the event did. */
  event(data: string, name: string | undefined, unended: boolean): void;
  /** A line that is no part of server-sent events: an error of another format, a page, plain JSON. */
  stray(line: string): void;
  /** A line or an event is longer than `maxLine`; nothing more is read. */
  overflow(): void;
}

const fields = ["data", "event", "id", "retry"];

/**
 * Cuts a decoded body into server-sent events. The parser is fed whole lines only: it drops a line of unknown form
 * silently when the line comes in pieces, and never gives out a last event without a blank line.
 */
export class EventStream {
  readonly #handlers: EventStreamHandlers;
  readonly #maxLine: number;
  readonly #parser;
  #line = "";
  #over = false;
  #ending = false;

  constructor(handlers: EventStreamHandlers, maxLine: number) {
    this.#handlers = handlers;
    this.#maxLine = maxLine;
    this.#parser = createParser({
      maxBufferSize: maxLine,
      onEvent: ({ data, event }) => {
        if (data.length > maxLine) this.#overflow();
        else if (!this.#over) handlers.event(data, event, this.#ending);
      },
      onError: ({ type, line }) => {
        if (type === "max-buffer-size-exceeded") this.#overflow();
        else if (line !== undefined) handlers.stray(line);
      },
    });
  }

  feed(text: string): void {
    if (this.#over) return;
    const end = endOfLastLine(text);
    if (end === 0) {
      this.#line += text;
      if (this.#line.length > this.#maxLine) this.#overflow();
      return;
    }
    this.#parser.feed(this.#line === "" ? text.slice(0, end) : this.#line + text.slice(0, end));
    this.#line = end === text.length ? "" : text.slice(end);
  }

  end(): void {
    this.#ending = true;
    if (this.#over) return;
    // Cut inside the name of a field: not a line of unknown form.
    if (fields.some((field) => field.startsWith(this.#line))) this.#line = "";
    this.#parser.feed(`${this.#line}\n\n`);
    this.#line = "";
  }

  #overflow(): void {
    if (!this.#over) this.#handlers.overflow();
    this.#over = true;
  }
}

function endOfLastLine(text: string): number {
  const afterFeed = text.lastIndexOf("\n") + 1;
  if (afterFeed === text.length) return afterFeed;
  return afterFeed + text.slice(afterFeed).lastIndexOf("\r") + 1;
}
