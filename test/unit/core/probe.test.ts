import { describe, expect, test } from "vitest";
import type { Complete, CompletionRequest } from "../../../src/core/completion.ts";
import { probe } from "../../../src/core/probe.ts";
import type { Failure } from "../../../src/shared/failure.ts";

describe("probe", () => {
  test("three tiny requests tell eyes, thinking and parameters", async () => {
    const server = fakeServer({ sees: true, thinks: ({ parameters }) => parameters.thinking });
    expect(await probe(server.complete, { id: "m" }, signal())).toEqual({
      type: "learned",
      model: { id: "m", input: ["text", "image"], thinking: "switch", refuses: [] },
    });
    expect(server.requests).toHaveLength(3);
    for (const { parameters } of server.requests)
      expect(parameters.max_tokens).toBeLessThanOrEqual(512);
  });

  test("a picture that is dropped without a word is not seen", async () => {
    const result = await probe(fakeServer({ thinks: () => true }).complete, { id: "m" }, signal());
    expect(result).toMatchObject({ model: { input: ["text"], thinking: "always" } });
  });

  test("a picture that is refused is not seen", async () => {
    const server = fakeServer({
      refuse: ({ messages }) =>
        Array.isArray(messages[0]?.content) ? { kind: "bad-media", message: "" } : undefined,
    });
    expect(await probe(server.complete, { id: "m" }, signal())).toMatchObject({
      type: "learned",
      model: { input: ["text"], thinking: "none" },
    });
  });

  test("parameters that are refused by name are left out one by one", async () => {
    const server = fakeServer({
      refuse: ({ parameters }) => {
        const param = (["min_p", "reasoning_effort"] as const).find((name) => name in parameters);
        if (param !== undefined) return { kind: "bad-request", param, message: "no" };
        if (parameters.thinking !== undefined)
          return { kind: "bad-request", param: "chat_template_kwargs.thinking", message: "no" };
        return undefined;
      },
    });
    expect(await probe(server.complete, { id: "m" }, signal())).toMatchObject({
      type: "learned",
      model: { refuses: ["min_p", "reasoning_effort", "thinking"] },
    });
  });

  test("a model known to take an effort stays one, for a probe cannot tell", async () => {
    const server = fakeServer({ thinks: () => true });
    expect(await probe(server.complete, { id: "m", thinking: "effort" }, signal())).toMatchObject({
      model: { thinking: "effort" },
    });
  });

  test("other failures end it", async () => {
    const failure: Failure = { kind: "unauthorized", message: "" };
    const server = fakeServer({ refuse: () => failure });
    expect(await probe(server.complete, { id: "m" }, signal())).toEqual({
      type: "failed",
      failure,
    });
    expect(server.requests).toHaveLength(1);
  });
});

function signal(): AbortSignal {
  return new AbortController().signal;
}

function fakeServer({
  sees = false,
  thinks = () => false,
  refuse = () => undefined,
}: {
  readonly sees?: boolean;
  readonly thinks?: (request: CompletionRequest) => boolean | undefined;
  readonly refuse?: (request: CompletionRequest) => Failure | undefined;
}) {
  const requests: CompletionRequest[] = [];
  const complete: Complete = (request, { onEvent }) => {
    requests.push(request);
    const failure = refuse(request);
    if (failure !== undefined) return Promise.resolve({ type: "failed", failure, totalMs: 1 });
    if (thinks(request) === true) onEvent({ type: "reasoning", text: "Hm." });
    onEvent({ type: "text", text: sees ? "Red." : "I can't see a picture." });
    return Promise.resolve({ type: "complete", totalMs: 1 });
  };
  return { complete, requests };
}
