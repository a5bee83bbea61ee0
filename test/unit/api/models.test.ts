import { createServer, type RequestListener, type ServerResponse } from "node:http";
import * as fc from "fast-check";
import { describe, expect, onTestFinished, test } from "vitest";
import { parseModelList } from "../../../src/api/modelList.ts";
import { fetchModels } from "../../../src/api/models.ts";

describe("parseModelList", () => {
  test("SGLang and vLLM, adapters included", () => {
    const body = {
      object: "list",
      data: [
        { id: "qwen", object: "model", owned_by: "sglang", root: "/m", max_model_len: 262_144 },
        { id: "lora", parent: "qwen", max_model_len: null, permission: [{}] },
      ],
    };
    expect(parseModelList(body)).toEqual([{ id: "lora" }, { id: "qwen", contextLength: 262_144 }]);
  });

  test("OpenRouter: prices for a token become prices for a million", () => {
    const body = {
      data: [
        {
          id: "maker/model:free",
          name: "Maker: Model",
          context_length: 131_072,
          architecture: { input_modalities: ["text", "image", "file"] },
          pricing: { prompt: "0.0000005", completion: "0.0000015" },
          top_provider: { context_length: 32_000, max_completion_tokens: 8192 },
          supported_parameters: ["temperature", "tools"],
        },
      ],
    };
    expect(parseModelList(body)).toEqual([
      {
        id: "maker/model:free",
        name: "Maker: Model",
        contextLength: 131_072,
        maxOutputTokens: 8192,
        input: ["text", "image"],
        tools: true,
        price: { input: 0.5, output: 1.5 },
      },
    ]);
  });

  test("llama.cpp: its own list beside the common one", () => {
    const body = {
      object: "list",
      models: [{ name: "a.gguf", capabilities: ["completion"] }],
      data: [{ id: "a.gguf", meta: { n_ctx_train: 8192 } }],
    };
    expect(parseModelList(body)).toEqual([{ id: "a.gguf", contextLength: 8192 }]);
  });

  test.each([
    ["a bare array of ids", ["b", "a", "a"]],
    ["a bare array of objects", [{ id: "a" }, { id: "b" }, { id: "b", name: "again" }]],
    ["models", { models: [{ model: "a" }, { name: "b" }] }],
  ])("%s", (_, body) => {
    expect(parseModelList(body).map(({ id }) => id)).toEqual(["a", "b"]);
  });

  test("leaves out what is no id, and prices that depend", () => {
    expect(
      parseModelList([
        { id: "" },
        { id: 7 },
        { id: "a\nb" },
        null,
        "x".repeat(300),
        { id: "ok", pricing: { prompt: "-1", completion: "-1" }, max_model_len: "8192" },
      ]),
    ).toEqual([{ id: "ok" }]);
  });

  test("whatever comes, it gives at most a thousand sorted models and never throws", () => {
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), fc.array(fc.jsonValue())), (body) => {
        const ids = parseModelList({ data: body }).map(({ id }) => id);
        expect(ids).toEqual([...new Set(ids)].toSorted());
      }),
    );
    expect(parseModelList(Array.from({ length: 1500 }, (_, index) => `m${index}`))).toHaveLength(
      1000,
    );
  });
});

describe("fetchModels", () => {
  test("sends the key as a bearer token and reads the list", async () => {
    let seen: string | undefined;
    const answer = await answerOf((request, response) => {
      seen = `${request.method} ${request.url} ${request.headers.authorization}`;
      response.setHeader("content-type", "application/json").end('{"data":[{"id":"a"}]}');
    }, "k-1");
    expect(seen).toBe("GET /v1/models Bearer k-1");
    expect(answer).toEqual({ type: "list", models: [{ id: "a" }] });
  });

  test.each([401, 403] as const)("%d is about the key", async (status) => {
    expect(await answerOf((_, response) => response.writeHead(status).end("{}"))).toEqual({
      type: "refused",
      status,
    });
  });

  test.each([
    ["404", (response) => response.writeHead(404).end()],
    ["a web page", (response) => response.end("<html></html>")],
    ["an empty list", (response) => response.end('{"data":[]}')],
    ["a redirect", (response) => response.writeHead(302, { location: "/else" }).end()],
    ["too much", (response) => response.end(`["a"]${" ".repeat(5_100_000)}`)],
    ["a cut answer", (response) => response.writeHead(200).write("[", () => response.destroy())],
  ] satisfies [string, (response: ServerResponse) => unknown][])(
    "%s is no list",
    async (_, reply) => {
      expect(await answerOf((__, response) => void reply(response))).toEqual({ type: "none" });
    },
  );

  test("a server that is not there is unreachable", async () => {
    const answer = await answerOf((request) => request.socket.destroy());
    expect(answer).toEqual({ type: "unreachable" });
  });

  test.each([
    ["before the answer", () => {}],
    ["in the middle of it", (response) => response.writeHead(200).write("[")],
  ] satisfies [string, (response: ServerResponse) => unknown][])(
    "a stop and the time limit are told apart, %s",
    async (_, reply) => {
      const asked = (signal: AbortSignal, limitMs: number) =>
        answerOf((__, response) => void reply(response), "k", signal, limitMs);
      expect(await asked(AbortSignal.timeout(100), 5000)).toEqual({ type: "stopped" });
      expect(await asked(AbortSignal.timeout(5000), 100)).toEqual({ type: "timed-out" });
    },
  );
});

/** Asks a server that lives for this test. */
async function answerOf(
  listener: RequestListener,
  key?: string,
  signal = AbortSignal.timeout(2000),
  limitMs?: number,
) {
  const server = createServer(listener);
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  await new Promise<void>((done) => {
    server.listen(0, "127.0.0.1", done);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  const url = `http://127.0.0.1:${address.port}/v1/models`;
  return fetchModels(url, key, signal, limitMs);
}
