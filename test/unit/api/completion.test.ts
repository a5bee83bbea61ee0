import { expect, test } from "vitest";
import { ask, testKey } from "./asking.ts";
import { chunk, completion, done, role, stop, text, thinking, usage } from "./wire/chunks.ts";
import { respond, startServer, stream } from "./scriptedServer.ts";

test("a stream: events in order, facts, the request on the wire", async () => {
  await using server = await startServer(
    stream(
      role +
        thinking("Let ", "me see.") +
        text("Hel", "lo") +
        stop +
        usage({ prompt_tokens: 9, completion_tokens: 3, reasoning_tokens: 2 }) +
        done,
    ),
  );
  const { events, end } = await ask(server.origin, {
    request: { parameters: { temperature: 0.5, top_k: 0, thinking: true } },
  });
  expect(events).toEqual([
    { type: "opened" },
    { type: "reasoning", text: "Let " },
    { type: "reasoning", text: "me see." },
    { type: "text", text: "Hel" },
    { type: "text", text: "lo" },
  ]);
  expect(end).toEqual({
    type: "complete",
    finishReason: "stop",
    usage: { promptTokens: 9, completionTokens: 3, reasoningTokens: 2 },
    model: "served",
    firstTokenMs: expect.any(Number),
    totalMs: expect.any(Number),
  });
  const [request] = server.requests;
  expect(request?.head).toMatch(/^POST \/api\/v1\/chat\/completions HTTP\/1\.1\r\n/);
  expect(request?.head).toContain(`authorization: Bearer ${testKey}`);
  expect(JSON.parse(request?.body ?? "")).toEqual({
    model: "m",
    messages: [{ role: "user", content: "Hi" }],
    temperature: 0.5,
    chat_template_kwargs: { thinking: true, enable_thinking: true },
    stream: true,
    stream_options: { include_usage: true },
  });
});

test("a plain answer", async () => {
  await using server = await startServer(
    respond(200, completion({ content: "Hello", reasoning_content: "Hm." })),
  );
  const { events, end } = await ask(server.origin, { request: { parameters: { stream: false } } });
  expect(events).toEqual([
    { type: "opened" },
    { type: "reasoning", text: "Hm." },
    { type: "text", text: "Hello" },
  ]);
  expect(end).toMatchObject({ type: "complete", usage: { completionTokens: 30 } });
  expect(JSON.parse(server.requests[0]?.body ?? "")).toEqual({
    model: "m",
    messages: [{ role: "user", content: "Hi" }],
    stream: false,
  });
});

test("the pieces of a tool call become one call", async () => {
  await using server = await startServer(
    stream(
      call({ id: "c1", type: "function", function: { name: "look", arguments: '{"a"' } }) +
        call({ function: { arguments: ":1}" } }) +
        chunk({}, "tool_calls") +
        done,
    ),
  );
  const { events, end } = await ask(server.origin, { request: { extra: { tools: [{}] } } });
  expect(events).toContainEqual({
    type: "toolCall",
    call: { id: "c1", type: "function", function: { name: "look", arguments: '{"a":1}' } },
  });
  expect(end).toMatchObject({ type: "complete", finishReason: "tool_calls" });
});

function call(piece: object): string {
  return chunk({ tool_calls: [{ index: 0, ...piece }] });
}
