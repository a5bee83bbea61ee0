import { describe, expect, test } from "vitest";
import { sleep } from "../../../src/api/retry.ts";
import { ask, generous, type Asked } from "./asking.ts";
import {
  head,
  respond,
  startServer,
  stream,
  type Connection,
  type Script,
  type ScriptedServer,
} from "./scriptedServer.ts";
import { chunk, done, role, stop, text, thinking, usage } from "./wire/chunks.ts";

const headers = head(200, { "content-type": "text/event-stream", connection: "close" });
const silent: Script = () => undefined;

async function drip({ write, wait, closed }: Connection, bytes: string): Promise<void> {
  const gone = closed.then(() => "gone");
  do write(bytes);
  while ((await Promise.race([gone, wait(10)])) !== "gone");
}

describe("time limits", () => {
  test.each<[string, Script, string, number, Partial<typeof generous>]>([
    ["no headers", silent, "first-byte-timeout", 2, { firstByteMs: 800 }],
    [
      "headers alone do not stop the first one",
      ({ write }) => write(headers),
      "first-byte-timeout",
      2,
      { firstByteMs: 800 },
    ],
    ["silence after text", stream(text("Hel"), "hang"), "idle-timeout", 1, { idleMs: 250 }],
    ["silence after a comment", stream(": hello\n\n", "hang"), "idle-timeout", 1, { idleMs: 250 }],
    [
      "comments for ever",
      (connection) => {
        connection.write(headers);
        return drip(connection, ": ping\n\n");
      },
      "content-timeout",
      1,
      { contentMs: 400 },
    ],
    [
      "comments for ever, after text",
      (connection) => {
        connection.write(headers + text("Hel"));
        return drip(connection, ":\n\n");
      },
      "content-timeout",
      1,
      { contentMs: 400 },
    ],
    [
      "events without text for ever",
      (connection) => {
        connection.write(headers);
        return drip(connection, usage({ prompt_tokens: 1 }));
      },
      "content-timeout",
      1,
      { contentMs: 400 },
    ],
  ])("%s", async (_, script, kind, requests, limit) => {
    await using server = await startServer(script);
    const timeouts = { ...generous, ...limit };
    const { end } = await ask(server.origin, { endpoint: { timeouts } });
    expect(end).toMatchObject({ type: "failed", failure: { kind } });
    expect(server.requests).toHaveLength(requests);
    await server.abandoned();
  });

  test("a slow answer within the limits is complete", async () => {
    await using server = await startServer(async ({ write, wait, end }) => {
      write(headers);
      for (const part of [
        ": ping\n\n",
        role,
        thinking("a"),
        ":\n\n",
        text("b"),
        text("c"),
        stop,
        done,
      ]) {
        await wait(200);
        write(part);
      }
      end();
    });
    const timeouts = { firstByteMs: 1200, idleMs: 800, contentMs: 1200 };
    const { end, text: answer } = await ask(server.origin, { endpoint: { timeouts } });
    expect({ type: end.type, answer }).toEqual({ type: "complete", answer: "bc" });
  });

  test("an answer with its finish reason is complete, also when the end never comes", async () => {
    await using server = await startServer(stream(text("Hi") + stop, "hang"));
    const timeouts = { ...generous, idleMs: 80 };
    const { end } = await ask(server.origin, { endpoint: { timeouts } });
    expect(end).toMatchObject({ type: "complete", finishReason: "stop" });
    await server.abandoned();
  });

  test("an error whose body hangs still says its status", async () => {
    await using server = await startServer(({ write }) =>
      write(`${head(401, { "content-length": "9999" })}{"error":`),
    );
    const { end } = await ask(server.origin);
    expect(end).toMatchObject({ type: "failed", failure: { kind: "unauthorized", status: 401 } });
    await server.abandoned();
  });
});

describe("stop", () => {
  test.each<[string, Script]>([
    ["before the headers", silent],
    ["after the headers", ({ write }) => write(headers)],
    ["in thinking", stream(thinking("Hm"), "hang")],
    ["in the answer", stream(text("Hel"), "hang")],
    ["between held back characters", stream(text("<thi"), "hang")],
    ["in a flood", (connection) => drip(connection, headers + text("x").repeat(200))],
    ["in a plain answer", stream('{"choices":[', "hang")],
    ["in an error's body", ({ write }) => write(`${head(500, { "content-length": "99" })}{`)],
    [
      "while waiting for the next attempt",
      respond(503, "", { "retry-after": "60", connection: "close" }),
    ],
  ])("%s ends at once, and the connection with it", async (_, script) => {
    await using server = await startServer(script);
    const abort = new AbortController();
    const { asked, ms } = await stopAfter(60, server, abort);
    expect(asked.end.type).toBe("stopped");
    // 100 ms is the promise; a busy machine gets more.
    expect(ms).toBeLessThan(500);
    expect(server.requests).toHaveLength(1);
    await server.abandoned();
  });

  test("keeps what came, also what was held back", async () => {
    await using server = await startServer(stream(text("<thi"), "hang"));
    const abort = new AbortController();
    const { text: answer, end } = await ask(server.origin, {
      signal: abort.signal,
      onEvent: () => void setTimeout(() => abort.abort()),
    });
    expect(answer).toBe("<thi");
    expect(end).toMatchObject({ type: "stopped", model: "served" });
  });

  test("from within an event: nothing follows", async () => {
    await using server = await startServer(stream(text("a", "b", "c") + stop + done));
    const abort = new AbortController();
    const asked = await ask(server.origin, {
      signal: abort.signal,
      onEvent: ({ type }) => {
        if (type === "text") abort.abort();
      },
    });
    expect(asked.text).toBe("a");
    expect(asked.end.type).toBe("stopped");
  });

  test("before anything: nothing is sent", async () => {
    await using server = await startServer(respond(200));
    const { end } = await ask(server.origin, { signal: AbortSignal.abort() });
    expect(end.type).toBe("stopped");
    expect(server.requests).toHaveLength(0);
  });

  test("after the end changes nothing", async () => {
    await using server = await startServer(stream(chunk({ content: "Hi" }, "stop") + done));
    const abort = new AbortController();
    const { end } = await ask(server.origin, { signal: abort.signal });
    abort.abort();
    expect(end.type).toBe("complete");
  });
});

/** Stops the question `delayMs` after the server has it. */
async function stopAfter(
  delayMs: number,
  server: ScriptedServer,
  abort: AbortController,
): Promise<{ asked: Asked; ms: number }> {
  const asking = ask(server.origin, { signal: abort.signal, surroundings: { sleep } });
  await expect.poll(() => server.requests.length, { interval: 5, timeout: 10_000 }).toBe(1);
  await sleep(delayMs, new AbortController().signal);
  const stoppedAt = performance.now();
  abort.abort(new Error("a reason of its own"));
  return { asked: await asking, ms: performance.now() - stoppedAt };
}
