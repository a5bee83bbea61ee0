import { describe, expect, test } from "vitest";
import { ask, testKey, type Asked } from "./asking.ts";
import { head, respond, startServer, stream, type Script } from "./scriptedServer.ts";
import { completion, data, done, role, stop, text } from "./wire/chunks.ts";

const json = { "content-type": "application/json" };
const picture = `data:image/png;base64,${"QUJD".repeat(2000)}`;

/** The key as servers and gateways could send it back, and the picture with it. */
const echoes = [
  testKey,
  `Bearer ${testKey}`,
  JSON.stringify(`Bearer ${testKey}`),
  encodeURIComponent(testKey),
  Buffer.from(testKey).toString("base64"),
  Buffer.from(`Bearer ${testKey}`).toString("base64"),
  JSON.stringify(testKey).replaceAll("/", "\\/"),
  picture,
];

const ways: Readonly<Record<string, (echo: string) => Script>> = {
  "an error's message": (echo) => respond(400, JSON.stringify({ error: { message: echo } }), json),
  "an error's code and field": (echo) =>
    respond(400, JSON.stringify({ error: { message: "x", code: echo, param: echo } }), json),
  "an error in text": (echo) => respond(500, echo, { "x-should-retry": "false" }),
  "a page": (echo) => respond(403, `<title>${echo}</title>`),
  "FastAPI's list": (echo) =>
    respond(422, JSON.stringify({ detail: [{ loc: ["body", echo], msg: echo }] }), json),
  "the id of the request": (echo) => respond(400, "{}", { "x-request-id": echo.slice(0, 900) }),
  "the id of a good request": (echo) =>
    respond(200, completion({ content: "Hi" }), { ...json, "x-request-id": echo.slice(0, 900) }),
  "an attempt that is repeated": (echo) => respond(503, JSON.stringify({ message: echo }), json),
  "an event": (echo) => stream(role + data({ error: { message: echo, code: 500 } }) + done),
  "words in a stream": (echo) => stream(`data: ${echo}\n\n`),
  "a stray line": (echo) => stream(`error: ${echo}\n\n`),
  "no answer": (echo) => respond(200, echo),
  "a redirect": (echo) =>
    respond(302, "", { location: `/${encodeURIComponent(echo).slice(0, 900)}` }),
  "no HTTP":
    (echo) =>
    ({ write }) =>
      write(`${echo}\r\n\r\n`),
};

describe("the key and the picture appear in no event and no end", () => {
  test.each(Object.keys(ways))("%s", async (way) => {
    for (const echo of echoes) {
      const script = ways[way]?.(echo);
      if (script === undefined) throw new Error(way);
      await using server = await startServer(script);
      const asked = await ask(server.origin, { request: { messages: [question()] } });
      expectClean(asked);
    }
  });

  test("a listener that throws the key", async () => {
    await using server = await startServer(stream(text("Hi") + stop + done));
    const asked = await ask(server.origin, {
      onEvent: () => {
        throw new Error(testKey);
      },
    });
    expect(asked.end.type).toBe("failed");
    expectClean(asked);
  });

  test("a key with a line break never reaches fetch", async () => {
    await using server = await startServer(respond(200));
    const asked = await ask(server.origin, { endpoint: { apiKey: `${testKey}\n${testKey}` } });
    expect(asked.end).toMatchObject({ type: "failed", failure: { kind: "no-key", message: "" } });
    expect(server.requests).toHaveLength(0);
  });

  test("without a key nothing is sent", async () => {
    await using server = await startServer(respond(200));
    const asked = await ask(server.origin, { endpoint: { apiKey: undefined } });
    expect(asked.end).toMatchObject({ type: "failed", failure: { kind: "no-key" } });
    expect(server.requests).toHaveLength(0);
  });
});

describe("redirects are not followed", () => {
  test.each([301, 302, 303, 307, 308])("%d", async (status) => {
    await using sink = await startServer(respond(200, completion({ content: "stolen" })));
    for (const location of [
      `${sink.origin}/api/v1/chat/completions`,
      "/elsewhere",
      "//h.example",
      "",
    ]) {
      await using server = await startServer(({ write }) =>
        write(head(status, { location, "content-length": "0" })),
      );
      const { end, text } = await ask(server.origin);
      const message = location === "" ? "" : new URL(location, server.origin).origin;
      expect(end).toMatchObject({ type: "failed", failure: { kind: "redirect", status, message } });
      expect(text).toBe("");
      expect(server.requests).toHaveLength(1);
    }
    expect(sink.requests).toHaveLength(0);
  });
});

test("an address that cannot be used is never asked", async () => {
  const asked = await ask("", { endpoint: { baseUrl: "http://h.example/v1" } });
  expect(asked.end).toMatchObject({
    type: "failed",
    failure: { kind: "invalid-request", param: "baseUrl", message: "insecure" },
  });
});

function question() {
  return { role: "user", content: [{ type: "image_url", image_url: { url: picture } }] } as const;
}

function expectClean(asked: Asked): void {
  const shown = JSON.stringify({ end: asked.end, events: asked.events });
  for (const echo of echoes) expect(shown).not.toContain(echo);
  for (const part of [testKey.slice(0, 12), "QUJDQUJDQUJD"]) expect(shown).not.toContain(part);
}
