import { describe, expect, test } from "vitest";
import { checkKey, type KeyCheck } from "../../../src/api/checkKey.ts";
import { testKey } from "./asking.ts";
import { respond, startServer, type Script } from "./scriptedServer.ts";
import { completion } from "./wire/chunks.ts";

const json = { "content-type": "application/json" };
const models = respond(200, '{"object":"list","data":[{"id":"m"}]}', json);
const none = respond(404, '{"detail":"Not Found"}', json);
const page = respond(200, "<html><title>Hello</title></html>");
const token = respond(200, completion({ content: "H" }, "length"), json);
const wrong = respond(401, `{"error":{"message":"Wrong key ${testKey}"}}`, json);
const busy = respond(503, "", json);

describe("the key check", () => {
  test.each<[string, Script[], KeyCheck["type"], string | undefined]>([
    ["a list of models", [models], "accepted", undefined],
    ["a bare array", [respond(200, "[]", json)], "accepted", undefined],
    ["401", [wrong], "refused", "unauthorized"],
    ["403", [respond(403, "{}", json)], "refused", "forbidden"],
    [
      "an error with status 200",
      [respond(200, '{"error":{"code":401}}')],
      "refused",
      "unauthorized",
    ],
    ["503", [busy], "unreachable", "overloaded"],
    ["429", [respond(429)], "unreachable", "rate-limited"],
    ["no list, one token", [none, token], "accepted", undefined],
    ["a page, one token", [page, token], "accepted", undefined],
    [
      "a firewall's page, one token",
      [respond(403, "<title>No</title>"), token],
      "accepted",
      undefined,
    ],
    [
      "a redirect, one token",
      [respond(302, "", { location: "/login" }), token],
      "accepted",
      undefined,
    ],
    ["no list, 401", [none, wrong], "refused", "unauthorized"],
    [
      "no list, an unknown model",
      [none, respond(404, '{"error":"no model m"}')],
      "accepted",
      undefined,
    ],
    ["no list, a bad request", [none, respond(400, "{}")], "accepted", undefined],
    ["no list, no credit", [none, respond(402)], "accepted", undefined],
    ["no list, nothing there", [none, none], "unreachable", "wrong-address"],
    ["no list, busy", [none, busy], "unreachable", "overloaded"],
  ])("%s", async (_, scripts, type, kind) => {
    await using server = await startServer(...scripts);
    const result = await check(server.origin);
    expect(result.type).toBe(type);
    expect("failure" in result ? result.failure.kind : undefined).toBe(kind);
    expect(JSON.stringify(result)).not.toContain(testKey);
    expect(server.requests.map(({ head }) => head.split(" ", 2).join(" "))).toEqual(
      ["GET /v1/models", "POST /v1/chat/completions"].slice(0, scripts.length),
    );
  });

  test("one token is all that is asked for", async () => {
    await using server = await startServer(none, token);
    await check(server.origin);
    expect(JSON.parse(server.requests[1]?.body ?? "")).toMatchObject({
      max_tokens: 1,
      stream: false,
    });
  });

  test("no server", async () => {
    const server = await startServer(models);
    await server[Symbol.asyncDispose]();
    expect(await check(server.origin)).toMatchObject({
      type: "unreachable",
      failure: { kind: "network" },
    });
  });

  test("a key of a wrong form is never sent", async () => {
    await using server = await startServer(models);
    const result = await check(server.origin, `${testKey}\nx`);
    expect(result).toEqual({
      type: "refused",
      failure: { kind: "unauthorized", message: "not-printable-ascii" },
    });
    expect(server.requests).toHaveLength(0);
  });

  test("stopped", async () => {
    await using server = await startServer(() => undefined);
    const abort = new AbortController();
    setTimeout(() => abort.abort(), 20);
    expect(await check(server.origin, testKey, abort.signal)).toEqual({ type: "stopped" });
  });
});

async function check(
  origin: string,
  apiKey = testKey,
  signal = new AbortController().signal,
): Promise<KeyCheck> {
  return checkKey({ baseUrl: `${origin}/v1`, apiKey, model: "m", signal });
}
