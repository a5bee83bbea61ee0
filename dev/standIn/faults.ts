/**
 * A fault asked for by words, in a question as `[[fault:429 retry-after=2 times=1]]` or through
 * `StandIn.fail("429 retry-after=2")`. The names:
 *
 * - a status (`400`…`599`): that error, in the body shape the servers use; `retry-after=SECONDS`
 * - `quota`, `context`: a 429 that speaks of billing, a 400 that speaks of the context length
 * - `html`: a log-in page with status 200 (`status=N` for another)
 * - `redirect`: a 307 to an address of the stand-in that records what arrives there
 * - `json`: a whole completion although a stream was asked for
 * - `empty`: a stream of nothing but `[DONE]`
 * - `slow-first-byte ms=N`: headers and body come late, then all is well
 * - `cut`: the body ends in good order without a finish reason; `drop`: without the body's own end; `reset`: by RST
 * - `stall`: silence (`ms=N`: and then on); `drip every=MS`: comments only
 * - `error-event`: an error inside the stream (`code=N`), then `[DONE]`
 * - `malformed`: a chunk that is no JSON
 * - `no-done`: no `[DONE]` at the end; `finish reason=content_filter`: another finish reason
 *
 * `after=N` lets N characters of the answer pass first (0 if absent). `times=N` plays it for the first N
 * requests with this question only, so that a retry succeeds.
 */
export interface Fault {
  readonly name: string;
  /** The words as they were given. */
  readonly words: string;
  /** Characters of the answer that pass before it. */
  readonly after: number;
  value(key: string): string | undefined;
  number(key: string, otherwise: number): number;
}

const MARKER = /\[\[fault:([^\]]*)\]\]/;

export class Faults {
  #queue: { readonly fault: Fault; left: number }[] = [];
  #played = new Map<string, number>();

  /** For the next chat requests, whatever they ask: `times` of them, else one. */
  add(words: string): void {
    const fault = parseFault(words);
    this.#queue.push({ fault, left: fault.number("times", 1) });
  }

  clear(): void {
    this.#queue = [];
    this.#played.clear();
  }

  /** The fault for a request with this question. */
  take(question: string): Fault | undefined {
    const [next] = this.#queue;
    if (next !== undefined) {
      next.left -= 1;
      if (next.left <= 0) this.#queue.shift();
      return next.fault;
    }
    const words = MARKER.exec(question)?.[1];
    if (words === undefined) return undefined;
    const fault = parseFault(words);
    const played = this.#played.get(question) ?? 0;
    this.#played.set(question, played + 1);
    return played < fault.number("times", Number.POSITIVE_INFINITY) ? fault : undefined;
  }
}

export function withoutFaultWords(question: string): string {
  return question.replace(MARKER, "").trim();
}

function parseFault(words: string): Fault {
  const pairs = words.trim().split(/\s+/);
  const values = new Map<string, string>();
  let name = "";
  for (const pair of pairs) {
    const [key = "", value] = pair.split("=", 2);
    if (value === undefined) name = key;
    else values.set(key, value);
  }
  const number = (key: string, otherwise: number): number => {
    const value = Number(values.get(key));
    return values.has(key) && !Number.isNaN(value) ? value : otherwise;
  };
  return {
    name,
    words,
    after: number("after", 0),
    value: (key) => values.get(key),
    number,
  };
}
