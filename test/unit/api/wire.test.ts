import * as fc from "fast-check";
import { afterEach, describe, expect, test, vi } from "vitest";
import { serverFailure } from "../../../src/api/classify.ts";
import type { CompletionEvent } from "../../../src/core/completion.ts";
import { ask, type Asked } from "./asking.ts";
import { head, startServer, type Script } from "./scriptedServer.ts";
import { chunkCases } from "./wire/chunkCases.ts";
import { errorBodyCases } from "./wire/errorBodyCases.ts";
import { framingCases } from "./wire/framingCases.ts";
import { plainCases } from "./wire/plainCases.ts";
import { statusCases } from "./wire/statusCases.ts";
import { streamErrorCases } from "./wire/streamErrorCases.ts";
import { thinkingCases } from "./wire/thinkingCases.ts";
import { usageCases } from "./wire/usageCases.ts";
import type { WireCase } from "./wire/wireCase.ts";

const cases = [
  ...chunkCases,
  ...usageCases,
  ...framingCases,
  ...streamErrorCases,
  ...thinkingCases,
  ...plainCases,
  ...errorBodyCases,
  ...statusCases,
];

afterEach(() => vi.unstubAllGlobals());

test("there are a hundred cases and more, each with its own name", () => {
  expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length);
  expect(cases.length).toBeGreaterThanOrEqual(100);
});

test.each(["min_p or top_p is out of range.", "stream_options: not allowed.", "Not so."])(
  "a refusal that does not name one parameter names none: %s",
  (message) => {
    expect(serverFailure({ message, httpStatus: 400 })).not.toHaveProperty("param");
  },
);

describe("over loopback", () => {
  test.each(cases)("$name", async (wire) => {
    await using server = await startServer(script(wire));
    const asked = await ask(server.origin, { ...(wire.request && { request: wire.request }) });
    expectAnswer(asked, wire);
    expect(server.requests).toHaveLength(wire.requests ?? 1);
  });
});

describe("however the bytes are split", () => {
  test.each(cases.filter(({ status = 200 }) => status === 200))("$name", async (wire) => {
    const bytes = Buffer.from(wire.body);
    const options = { ...(wire.request && { request: wire.request }) };
    const askInPieces = async (pieces: readonly Uint8Array[]): Promise<Asked> => {
      vi.stubGlobal("fetch", async () => response(wire, pieces));
      return ask("http://127.0.0.1:1", options);
    };
    const whole = await askInPieces([bytes]);
    expectAnswer(whole, wire);
    const bytewise = await askInPieces(Array.from(bytes, (_, at) => bytes.subarray(at, at + 1)));
    expect(outline(bytewise)).toEqual(outline(whole));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(bytes.length), { maxLength: 12 }), async (cuts) => {
        const asked = await askInPieces(cut(bytes, cuts));
        expect(outline(asked)).toEqual(outline(whole));
      }),
      { numRuns: 25 },
    );
  });
});

function expectAnswer({ text, reasoning, end }: Asked, wire: WireCase): void {
  expect(end).toMatchObject(wire.end);
  expect({ text, reasoning }).toEqual({ text: wire.text ?? "", reasoning: wire.reasoning ?? "" });
}

/** What must not depend on the split: the events with their neighbours joined, and the end without its times. */
function outline({ events, end }: Asked): unknown {
  const joined: CompletionEvent[] = [];
  for (const event of events) {
    const last = joined.at(-1);
    if (last?.type === "text" && event.type === "text")
      joined[joined.length - 1] = { ...last, text: last.text + event.text };
    else if (last?.type === "reasoning" && event.type === "reasoning")
      joined[joined.length - 1] = { ...last, text: last.text + event.text };
    else joined.push(event);
  }
  const { totalMs, firstTokenMs, ...facts } = end;
  return { joined, facts, timed: [typeof totalMs, typeof firstTokenMs] };
}

function cut(bytes: Uint8Array, cuts: readonly number[]): Uint8Array[] {
  const edges = [0, ...cuts.toSorted((a, b) => a - b), bytes.length];
  return edges.slice(1).map((edge, at) => bytes.subarray(edges[at], edge));
}

/** The response as `fetch` gives it, its body in these pieces. */
function response(wire: WireCase, pieces: readonly Uint8Array[]): Response {
  let next = 0;
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      const piece = pieces[next++];
      if (piece !== undefined) controller.enqueue(piece);
      else if ((wire.close ?? "end") === "end") controller.close();
      else controller.error(new TypeError("terminated"));
    },
  });
  return new Response(body, { headers: headersOf(wire) });
}

function headersOf({ type = "text/event-stream", headers }: WireCase): Record<string, string> {
  return { ...(type !== "" && { "content-type": type }), ...headers };
}

/** The response in bytes. */
function script(wire: WireCase): Script {
  return async ({ write, end, reset, wait }) => {
    const { status = 200, close = "end" } = wire;
    write(head(status, { ...headersOf(wire), "transfer-encoding": "chunked" }));
    const body = Buffer.from(wire.body);
    if (body.length > 0)
      write(
        Buffer.concat([Buffer.from(`${body.length.toString(16)}\r\n`), body, Buffer.from("\r\n")]),
      );
    if (close === "end") write("0\r\n\r\n");
    else {
      // A reset overtakes what was written just before it.
      await wait(30);
      if (close === "fin") end();
      else reset();
    }
  };
}
