import { describe, expect, test } from "vitest";
import { readRetryAfter } from "../../../src/api/retryAfter.ts";
import { retryDelayMs, sleep } from "../../../src/api/retry.ts";
import { ask } from "./asking.ts";
import { respond, startServer, stream, type Script } from "./scriptedServer.ts";
import { data, done, stop, text } from "./wire/chunks.ts";

const good = stream(text("Hi") + stop + done);
const close: Script = ({ end }) => end();

describe("attempts", () => {
  test("the waits double, less the jitter, and each is announced", async () => {
    await using server = await startServer(respond(503), respond(502), good);
    const waits: number[] = [];
    const { events, end, text } = await ask(server.origin, {
      surroundings: {
        random: () => 0.5,
        sleep: async (ms) => void waits.push(ms),
      },
    });
    expect(waits).toEqual([438, 875]);
    expect(events.filter(({ type }) => type === "retrying")).toMatchObject([
      { attempt: 2, delayMs: 438, failure: { kind: "overloaded", status: 503 } },
      { attempt: 3, delayMs: 875, failure: { kind: "overloaded", status: 502 } },
    ]);
    expect({ type: end.type, text }).toEqual({ type: "complete", text: "Hi" });
  });

  test.each([
    ["retry-after", "3", 3000],
    ["retry-after", "60", 60_000],
    ["retry-after", "0", 0],
    ["retry-after-ms", "120.4", 120],
    ["retry-after", "-1", 500],
    ["retry-after", "NaN", 500],
    ["retry-after", "soon", 500],
    ["retry-after", "Wed, 21 Oct 2015 07:28:00 GMT", 500],
  ])("%s: %s is waited for %d ms", async (name, value, waited) => {
    await using server = await startServer(respond(429, "", { [name]: value }), good);
    const waits: number[] = [];
    await ask(server.origin, { surroundings: { sleep: async (ms) => void waits.push(ms) } });
    expect(waits).toEqual([waited]);
  });

  test.each(["61", "1e9", "Infinity"])("Retry-After: %s", async (value) => {
    await using server = await startServer(respond(429, "", { "retry-after": value }), good);
    const { end } = await ask(server.origin);
    expect(end.type).toBe(value === "Infinity" ? "complete" : "failed");
  });

  test("a connection closed before any byte is tried three times", async () => {
    await using server = await startServer(close);
    const { end } = await ask(server.origin);
    expect(end).toMatchObject({ type: "failed", failure: { kind: "network" } });
    expect(server.requests).toHaveLength(3);
  });

  test("never after text has come", async () => {
    const partial = text("Hel");
    const failing = [
      stream(partial, "reset"),
      stream(partial),
      stream(partial + data({ error: { code: 503, message: "x" } })),
    ];
    for (const script of failing) {
      await using server = await startServer(script);
      const asked = await ask(server.origin);
      expect(asked.text).toBe("Hel");
      expect(server.requests).toHaveLength(1);
    }
  });

  test("a server that does not know stream_options is asked without, now and later", async () => {
    const refusal = respond(400, '{"detail":"Unknown field: stream_options"}');
    await using server = await startServer(refusal, good);
    const { events, end } = await ask(server.origin);
    expect(end.type).toBe("complete");
    expect(events.map(({ type }) => type)).toEqual(["opened", "text"]);
    expect(server.requests.map(({ body }) => body.includes("stream_options"))).toEqual([
      true,
      false,
    ]);
  });

  test("the same refusal twice is final", async () => {
    await using server = await startServer(respond(400, '{"detail":"include_usage"}'));
    const { end } = await ask(server.origin);
    expect(end).toMatchObject({ type: "failed", failure: { kind: "bad-request" } });
    expect(server.requests).toHaveLength(2);
  });
});

test("the wait is within bounds for every random number", () => {
  const failure = { kind: "overloaded", message: "" } as const;
  expect([1, 2].map((attempt) => retryDelayMs(attempt, failure, 0))).toEqual([500, 1000]);
  expect([1, 2].map((attempt) => retryDelayMs(attempt, failure, 1))).toEqual([375, 750]);
});

test("sleeping ends with the signal", async () => {
  const abort = new AbortController();
  const startedAt = performance.now();
  setTimeout(() => abort.abort(), 10);
  await sleep(10_000, abort.signal);
  await sleep(10_000, abort.signal);
  expect(performance.now() - startedAt).toBeLessThan(500);
});

describe("readRetryAfter", () => {
  const now = Date.UTC(2026, 0, 1);
  test.each<[Record<string, string>, number | undefined]>([
    [{}, undefined],
    [{ "retry-after": "Thu, 01 Jan 2026 00:00:10 GMT" }, 10_000],
    [{ "retry-after": "2", "retry-after-ms": "150" }, 150],
    [{ "retry-after": "1.5" }, 1500],
    [{ "x-ratelimit-remaining-requests": "0", "x-ratelimit-reset-requests": "1h2m3s" }, 3_723_000],
    [{ "x-ratelimit-remaining-tokens": "0", "x-ratelimit-reset-tokens": "20ms" }, 20],
    [{ "x-ratelimit-remaining-tokens": "5", "x-ratelimit-reset-tokens": "6m0s" }, undefined],
    [{ "x-ratelimit-remaining-tokens": "0", "x-ratelimit-reset-tokens": "soon" }, undefined],
    [{ "x-ratelimit-reset": String(now + 4000) }, 4000],
    [{ "x-ratelimit-reset": String(now / 1000 + 5) }, 5000],
    [{ "x-ratelimit-reset": "6" }, 6000],
    [{ "ratelimit-reset": "7" }, 7000],
    [{ "ratelimit-reset": "-7" }, undefined],
    [{ "ratelimit-reset": "" }, undefined],
    [{ "ratelimit-remaining": "0", "ratelimit-reset": "7" }, 7000],
    [{ "ratelimit-remaining": "3", "ratelimit-reset": "7" }, undefined],
    [{ "x-ratelimit-remaining": "3", "x-ratelimit-reset": "7" }, undefined],
  ])("%j", (headers, ms) => {
    expect(readRetryAfter(429, new Headers(headers), now)).toBe(ms);
  });

  test.each<[number, Record<string, string>, number | undefined]>([
    [503, { "x-ratelimit-reset": "2400" }, undefined],
    [503, { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "24" }, 24_000],
    [401, { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "37" }, undefined],
    [400, { "x-ratelimit-remaining-tokens": "0", "x-ratelimit-reset-tokens": "37s" }, undefined],
    [400, { "retry-after": "3" }, 3000],
  ])("%d %j", (status, headers, ms) => {
    expect(readRetryAfter(status, new Headers(headers), now)).toBe(ms);
  });
});
