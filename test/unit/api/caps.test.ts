import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { standardCaps } from "../../../src/api/bodyFormat.ts";
import { ask, type AskOptions } from "./asking.ts";
import { head, startServer, stream, type Script } from "./scriptedServer.ts";
import { chunk, data, done, stop, text } from "./wire/chunks.ts";

const small: AskOptions = {
  surroundings: {
    caps: { bodyBytes: 20_000, lineLength: 2000, plainLength: 3000, answerLength: 500 },
  },
};

describe("too long", () => {
  test.each<[string, Script]>([
    ["a line that never ends", stream(`data: ${"x".repeat(5000)}`, "hang")],
    ["an event of many lines", stream("data: x\n".repeat(2000), "hang")],
    ["one long event", stream(data({ choices: [], x: "y".repeat(3000) }))],
    ["a long line of no known form", stream(`unknown${"x".repeat(5000)}`, "hang")],
    ["a long plain answer", stream(`{"x":"${"y".repeat(5000)}`, "hang")],
    ["white space without end", stream(" ".repeat(5000), "hang")],
    ["a long text", stream(text("x".repeat(300)).repeat(3))],
    ["long arguments of a tool", stream(call("x".repeat(300)).repeat(3))],
    ["a long body", stream(": comment\n".repeat(3000), "hang")],
  ])("%s", async (_, script) => {
    await using server = await startServer(script);
    const { end } = await ask(server.origin, small);
    expect(end).toMatchObject({ type: "failed", failure: { kind: "too-long" } });
    expect(server.requests).toHaveLength(1);
    await server.abandoned();
  });

  test("what came before stays", async () => {
    await using server = await startServer(stream(text("Hello") + data({ x: "y".repeat(3000) })));
    expect((await ask(server.origin, small)).text).toBe("Hello");
  });

  test("an answer within the caps is whole", async () => {
    await using server = await startServer(stream(text("x".repeat(250)).repeat(2) + stop + done));
    expect((await ask(server.origin, small)).end.type).toBe("complete");
  });
});

test("of an error's body the beginning is read", async () => {
  const message = "wrong".repeat(1_000_000);
  await using server = await startServer(({ write }) =>
    write(`${head(400, { "content-length": "999999999" })}{"error":{"message":"${message}`),
  );
  const { end } = await ask(server.origin);
  expect(end).toMatchObject({ type: "failed", failure: { kind: "bad-request", status: 400 } });
  await server.abandoned();
});

test("a bomb is stopped at the cap, and memory stays bounded", async () => {
  const megabyte = 2 ** 20;
  const comment = `: ${"bomb".repeat(4000)}\n`;
  // In pieces that are packed one by one: nothing here may be as large as what the client must not keep.
  const part = comment.repeat(64);
  const count = Math.ceil((standardCaps.bodyBytes + 40 * megabyte) / part.length);
  const bomb = Buffer.concat(Array<Buffer>(count).fill(gzipSync(part)));
  await using server = await startServer(({ write }) => {
    write(head(200, { "content-encoding": "gzip", "content-length": `${bomb.length}` }));
    write(bomb);
  });
  const before = process.memoryUsage().rss;
  let peak = 0;
  const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 10);
  const { end } = await ask(server.origin);
  clearInterval(watch);
  expect(end).toMatchObject({ type: "failed", failure: { kind: "too-long" } });
  expect(peak - before).toBeLessThan(100 * megabyte);
});

function call(args: string): string {
  return chunk({ tool_calls: [{ index: 0, function: { name: "f", arguments: args } }] });
}
