import type { CompletionEvent } from "../core/completion.ts";
import type { Address } from "./address.ts";
import { Answer, type AnswerEnd, type AnswerFacts, type AnswerOptions } from "./answer.ts";
import { readBody, readErrorBody } from "./body.ts";
import type { Caps } from "./bodyFormat.ts";
import { serverFailure } from "./classify.ts";
import { readErrorText } from "./errorBody.ts";
import type { OutgoingBody } from "./outgoingBody.ts";
import { readRetryAfter } from "./retryAfter.ts";
import { TimeLimits, type LimitKind, type Timeouts } from "./timeLimits.ts";
import { transportFailure } from "./transportFailure.ts";

export interface Call {
  readonly address: Address;
  readonly apiKey: string;
  readonly body: OutgoingBody;
  readonly timeouts: Timeouts;
  readonly caps: Caps;
  readonly answer: Omit<AnswerOptions, "maxLength">;
  readonly signal: AbortSignal;
  readonly emit: (event: CompletionEvent) => void;
}

export interface Exchanged {
  readonly end: AnswerEnd | (AnswerFacts & { readonly type: "stopped" });
  readonly requestId?: string;
  /** No chunk of an answer came. */
  readonly silent: boolean;
  /** The server's `x-should-retry: false`. */
  readonly mayRetry: boolean;
}

/** Sends the request once and reads what comes. Never throws; a stop or a time limit ends it at once. */
export async function exchange(call: Call): Promise<Exchanged> {
  const { signal, timeouts, caps } = call;
  const answer = new Answer({ ...call.answer, maxLength: caps.answerLength }, call.emit);
  const connection = new AbortController();
  const interruption = Promise.withResolvers<"stopped" | LimitKind>();
  const stop = (): void => {
    answer.halt();
    interruption.resolve("stopped");
  };
  signal.addEventListener("abort", stop);
  const limits = new TimeLimits(timeouts, interruption.resolve);
  const facts: ResponseFacts = { mayRetry: true };

  const cause = await Promise.race([
    interruption.promise,
    receive(call, answer, limits, connection.signal, facts),
  ]);

  signal.removeEventListener("abort", stop);
  limits.stop();
  if (cause !== undefined) connection.abort();
  if (cause !== undefined && cause !== "stopped" && !answer.finished)
    answer.fail({ kind: cause, message: "" });
  const end = answer.close();
  return {
    ...facts,
    silent: answer.silent,
    end: signal.aborted ? { type: "stopped", ...answer.facts } : end,
  };
}

interface ResponseFacts {
  requestId?: string;
  mayRetry: boolean;
}

async function receive(
  call: Call,
  answer: Answer,
  limits: TimeLimits,
  signal: AbortSignal,
  facts: ResponseFacts,
): Promise<void> {
  let response: Response | undefined;
  try {
    // The global one, at the time of the call: VS Code puts its own in place, which knows proxies and certificates.
    response = await globalThis.fetch(call.address.chat, {
      method: "POST",
      headers: {
        accept: "text/event-stream, application/json",
        authorization: `Bearer ${call.apiKey}`,
        "content-type": "application/json",
        ...call.body.headers,
      },
      ...call.body.init,
      redirect: "manual",
      signal,
    });
    const { status, headers, body } = response;
    const requestId = readRequestId(headers);
    if (requestId !== undefined) facts.requestId = requestId;
    if (response.type === "opaqueredirect" || (status >= 300 && status < 400)) {
      limits.stop();
      answer.fail({
        kind: "redirect",
        message: redirectOrigin(headers, call.address.chat),
        status,
      });
      void body?.cancel().catch(() => undefined);
    } else if (!response.ok) {
      limits.stop();
      facts.mayRetry = headers.get("x-should-retry") !== "false";
      const retryAfterMs = readRetryAfter(status, headers, Date.now());
      const refusal = readErrorText(await readErrorBody(body));
      answer.fail(
        serverFailure({
          ...refusal,
          httpStatus: status,
          ...(requestId !== undefined && { requestId }),
          ...(retryAfterMs !== undefined && { retryAfterMs }),
        }),
      );
    } else if (body === null) answer.fail({ kind: "protocol", message: "", status });
    else {
      const opened = { type: "opened", ...(requestId !== undefined && { requestId }) } as const;
      await readBody(body, answer, limits, call.caps, () => call.emit(opened));
    }
  } catch (error) {
    if (!answer.finished) answer.fail(transportFailure(error, response !== undefined));
  }
}

/** Where a redirect leads, without the path and the query that could hold secrets. */
function redirectOrigin(headers: Headers, from: string): string {
  const location = headers.get("location") ?? "";
  return location === "" ? "" : (URL.parse(location, from)?.origin ?? "");
}

function readRequestId(headers: Headers): string | undefined {
  for (const name of ["x-request-id", "request-id", "x-amzn-requestid", "cf-ray"]) {
    const id = headers.get(name);
    if (id !== null && id !== "") return id;
  }
  return undefined;
}
