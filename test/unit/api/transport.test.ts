import { createServer, type Server } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, test, vi } from "vitest";
import { transportFailure } from "../../../src/api/transportFailure.ts";
import { ask } from "./asking.ts";
import { head, respond, startServer, stream, type Script } from "./scriptedServer.ts";
import { done, role, stop, text } from "./wire/chunks.ts";

const good = role + text("Hi") + stop + done;
const events = { "content-type": "text/event-stream" };

afterEach(() => vi.unstubAllGlobals());

describe("connections", () => {
  test.each<[string, Script, string, number]>([
    ["no HTTP", ({ write }) => write("SSH-2.0-OpenSSH\r\n\r\n"), "protocol", 1],
    [
      "headers without end",
      ({ write }) => write(`HTTP/1.1 200 OK\r\nx: ${"y".repeat(40_000)}\r\n\r\n`),
      "protocol",
      1,
    ],
    ["closed at once", ({ end }) => end(), "network", 3],
    ["reset at once", ({ reset }) => reset(), "network", 3],
    [
      "half of the headers",
      ({ write, end }) => {
        write("HTTP/1.1 200 OK\r\ncontent-ty");
        end();
      },
      "network",
      3,
    ],
    [
      "a body that is no gzip",
      ({ write, end }) => {
        write(head(200, { ...events, "content-encoding": "gzip", connection: "close" }) + good);
        end();
      },
      "broken",
      2,
    ],
    [
      "a body that is too short",
      ({ write, end }) => {
        write(head(200, { ...events, "content-length": "9999" }) + text("Hel"));
        end();
      },
      "broken",
      1,
    ],
  ])("%s", async (_, script, kind, requests) => {
    await using server = await startServer(script);
    const { end } = await ask(server.origin);
    expect(end).toMatchObject({ type: "failed", failure: { kind } });
    expect(server.requests).toHaveLength(requests);
  });

  test("nobody listens", async () => {
    const server = await startServer();
    await server[Symbol.asyncDispose]();
    const { end, events } = await ask(server.origin);
    expect(end).toMatchObject({
      type: "failed",
      failure: { kind: "network", message: expect.stringContaining("ECONNREFUSED") },
    });
    expect(events.filter(({ type }) => type === "retrying")).toHaveLength(2);
  });

  test("a name that nobody knows", async () => {
    const { end } = await ask("https://no-such-host.invalid");
    expect(end).toMatchObject({ type: "failed", failure: { kind: "network" } });
  });

  test("plain HTTP where TLS is expected", async () => {
    const server = createServer((socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n"));
    const { end } = await ask(`https://127.0.0.1:${await listen(server)}`);
    expect(end).toMatchObject({ type: "failed", failure: { kind: "tls" } });
    server.close();
  });

  test("a port that is never used for the web", async () => {
    const { end } = await ask("http://127.0.0.1:1");
    expect(end).toMatchObject({ type: "failed", failure: { kind: "wrong-address" } });
  });

  test("a gzip stream is read as it comes", async () => {
    await using server = await startServer(({ write }) => {
      const body = gzipSync(good);
      write(
        head(200, { ...events, "content-encoding": "gzip", "content-length": `${body.length}` }),
      );
      write(body);
    });
    const { end, text } = await ask(server.origin);
    expect({ type: end.type, text }).toEqual({ type: "complete", text: "Hi" });
  });

  test("closing at any event of a body without length: cut off until the finish reason", async () => {
    const parts = [role, text("a"), text("b"), stop, done];
    for (let count = 1; count <= parts.length; count++) {
      await using server = await startServer(stream(parts.slice(0, count).join("")));
      const { end } = await ask(server.origin);
      expect(end.type).toBe(count < 4 ? "cut-off" : "complete");
    }
  });

  test("a stream that ends at any byte is complete only with its finish reason", async () => {
    const bytes = Buffer.from(good);
    const finished = good.indexOf(stop) + stop.trimEnd().length;
    for (let length = 0; length <= bytes.length; length++) {
      vi.stubGlobal("fetch", async () => new Response(bytes.subarray(0, length)));
      const { end } = await ask("http://127.0.0.1:1");
      expect([length, end.type]).toEqual([length, length < finished ? "cut-off" : "complete"]);
    }
  });
});

describe("a body of megabytes", () => {
  const picture = { url: `data:image/png;base64,${"iVBORw0K".repeat(400_000)}` };
  const content = [{ type: "image_url", image_url: picture } as const];
  const request = { messages: [{ role: "user", content } as const] };

  test("has its length, is sent again for another attempt, and is all there", async () => {
    await using server = await startServer(respond(503), stream(good));
    const { end } = await ask(server.origin, { request });
    expect(end.type).toBe("complete");
    expect(server.requests).toHaveLength(2);
    for (const { head, body } of server.requests) {
      expect(head).toContain(`content-length: ${body.length}`);
      expect(JSON.parse(body).messages).toEqual(request.messages);
    }
  });

  test.each([
    [401, "unauthorized"],
    [307, "redirect"],
    [413, "too-large"],
    [422, "bad-request"],
  ])("is refused with %i as a small one is", async (status, kind) => {
    await using server = await startServer(respond(status, "", { location: "/elsewhere" }));
    const { end } = await ask(server.origin, { request });
    expect(end).toMatchObject({ type: "failed", failure: { kind } });
    expect(server.requests).toHaveLength(1);
  });
});

test("a body that nobody reads can be stopped", async () => {
  const server = createServer((socket) => socket.pause());
  const url = `data:image/png;base64,${"iVBORw0K".repeat(2_500_000)}`;
  const content = [{ type: "image_url", image_url: { url } } as const];
  const asked = await ask(`http://127.0.0.1:${await listen(server)}`, {
    request: { messages: [{ role: "user", content }] },
    signal: AbortSignal.timeout(300),
  });
  expect(asked.end.type).toBe("stopped");
  server.close();
});

describe("transportFailure", () => {
  test.each([
    ["CERT_HAS_EXPIRED", "tls"],
    ["DEPTH_ZERO_SELF_SIGNED_CERT", "tls"],
    ["SELF_SIGNED_CERT_IN_CHAIN", "tls"],
    ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", "tls"],
    ["UNABLE_TO_GET_ISSUER_CERT_LOCALLY", "tls"],
    ["ERR_TLS_CERT_ALTNAME_INVALID", "tls"],
    ["ERR_SSL_WRONG_VERSION_NUMBER", "tls"],
    ["ENOTFOUND", "network"],
    ["ECONNRESET", "network"],
    ["UND_ERR_CONNECT_TIMEOUT", "network"],
    ["UND_ERR_HEADERS_TIMEOUT", "first-byte-timeout"],
    ["UND_ERR_BODY_TIMEOUT", "first-byte-timeout"],
  ])("%s is %s", (code, kind) => {
    const cause = Object.assign(new Error("why"), { code });
    const error = new TypeError("fetch failed", { cause });
    expect(transportFailure(error, false)).toEqual({ kind, message: `${code}: why` });
  });

  test.each([
    ["net::ERR_CERT_AUTHORITY_INVALID", "tls"],
    ["net::ERR_SSL_PROTOCOL_ERROR", "tls"],
    ["net::ERR_PROXY_CONNECTION_FAILED", "proxy"],
    ["net::ERR_TUNNEL_CONNECTION_FAILED", "proxy"],
    ["net::ERR_NAME_NOT_RESOLVED", "network"],
    ["expected non-null body source", "unauthorized"],
    ["Proxy response (407) ?!== 200 when HTTP Tunneling", "proxy"],
  ])("%s is %s", (message, kind) => {
    expect(transportFailure(new Error(message), false).kind).toBe(kind);
  });

  test.each(["EAI_AGAIN", "ENOTFOUND", "ECONNREFUSED", "UND_ERR_CONNECT_TIMEOUT"])(
    "%s of a host with proxy in its name is not the proxy's",
    (code) => {
      const cause = Object.assign(new Error(`${code} llm-proxy.corp`), { code });
      const error = new TypeError("fetch failed", { cause });
      expect(transportFailure(error, false).kind).toBe("network");
    },
  );

  test("of several addresses the last one speaks", () => {
    const cause = new AggregateError([new Error("first"), new Error("last")]);
    expect(transportFailure(new TypeError("fetch failed", { cause }), false).message).toBe("last");
  });

  test("what is no error", () => {
    expect(transportFailure("boom", true)).toEqual({ kind: "broken", message: "" });
  });

  test("a handshake that fails", async () => {
    const server = createTlsServer({}).on("tlsClientError", () => undefined);
    const { end } = await ask(`https://127.0.0.1:${await listen(server)}`);
    expect(end).toMatchObject({ type: "failed", failure: { kind: "tls" } });
    server.close();
  });
});

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return typeof address === "object" ? (address?.port ?? 0) : 0;
}
