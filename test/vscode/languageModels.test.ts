import * as assert from "node:assert/strict";
import { suite, test } from "mocha";
import * as vscode from "vscode";
import type { Complete, CompletionEvent, CompletionRequest } from "../../src/core/completion.ts";
import { LanguageModels } from "../../src/host/vscodeChat/languageModels.ts";
import { ModelAccess } from "../../src/host/vscodeChat/modelAccess.ts";
import type { Model } from "../../src/shared/model.ts";

const { User, Assistant } = vscode.LanguageModelChatMessageRole;
const { Auto } = vscode.LanguageModelChatToolMode;

const blind: Model = { id: "blind", input: ["text"], thinking: "none" };
const able: Model = {
  id: "able",
  name: "Able",
  contextLength: 100_000,
  maxOutputTokens: 4000,
  input: ["text", "image"],
  tools: true,
};
const thinker: Model = { id: "thinker", thinking: "always" };

suite("Language models for VS Code's chat", () => {
  test("say what they can, and are there only with a key", async () => {
    const { provider } = providerOf([]);
    const [first, second] = await informationOf(provider);
    assert.deepEqual(first?.capabilities, { imageInput: false, toolCalling: false });
    assert.deepEqual(second?.capabilities, { imageInput: true, toolCalling: true });
    assert.deepEqual([second?.maxInputTokens, second?.maxOutputTokens], [96_000, 4000]);
    assert.deepEqual(await informationOf(providerOf([], { key: false }).provider), []);
  });

  test("get text, pictures, tool calls and results in the wire's form", async () => {
    const { provider, requests } = providerOf([]);
    await respond(provider, "able", [
      message(
        User,
        new vscode.LanguageModelTextPart("Look."),
        vscode.LanguageModelDataPart.image(new Uint8Array([1, 2]), "image/png"),
      ),
      message(Assistant, new vscode.LanguageModelToolCallPart("c1", "find", { name: "x" })),
      message(
        User,
        new vscode.LanguageModelToolResultPart("c1", [new vscode.LanguageModelTextPart("found")]),
      ),
    ]);
    assert.deepEqual(requests[0]?.messages, [
      {
        role: "user",
        content: [
          { type: "image_url", image_url: { url: "data:image/png;base64,AQI=" } },
          { type: "text", text: "Look." },
        ],
      },
      {
        role: "assistant",
        content: "",
        tool_calls: [
          { id: "c1", type: "function", function: { name: "find", arguments: '{"name":"x"}' } },
        ],
      },
      { role: "tool", tool_call_id: "c1", content: "found" },
    ]);
  });

  test("get the instructions of VS Code's own chat as what they are, although their role is not in its types", async () => {
    const { provider, requests } = providerOf([]);
    const system: number = 3;
    const part = new vscode.LanguageModelTextPart("Be brief.");
    await respond(provider, "able", [message(system, part)]);
    assert.deepEqual(requests[0]?.messages, [{ role: "system", content: "Be brief." }]);
  });

  test("get tools only where the model takes them, and parameters only in their range", async () => {
    const { provider, requests } = providerOf([]);
    const options = {
      tools: [{ name: "find", description: "Finds.", inputSchema: { type: "object" } }],
      modelOptions: { temperature: 0.5, top_p: 7, unknown: true },
    };
    for (const id of ["blind", "able"])
      await respond(provider, id, [message(User, new vscode.LanguageModelTextPart("?"))], options);
    assert.equal(requests[0]?.extra, undefined);
    assert.deepEqual(requests[0]?.parameters, { temperature: 0.5 });
    assert.deepEqual(requests[1]?.extra?.["tool_choice"], "auto");
  });

  test("answer with text and tool calls, and thinking never passes for text", async () => {
    const call = {
      id: "c1",
      type: "function",
      function: { name: "find", arguments: '{"a":1}' },
    } as const;
    const { provider } = providerOf([
      { type: "reasoning", text: "Hm." },
      { type: "text", text: "Hel" },
      { type: "text", text: "lo" },
      { type: "toolCall", call },
    ]);
    const parts = await respond(provider, "able", []);
    assert.equal(textOf(parts), "Hello");
    const calls = parts.filter((part) => part instanceof vscode.LanguageModelToolCallPart);
    assert.deepEqual(
      calls.map(({ callId, name, input }) => ({ callId, name, input })),
      [{ callId: "c1", name: "find", input: { a: 1 } }],
    );
  });

  test("hold the text of a model that may begin inside its thinking", async () => {
    const thought = providerOf([
      { type: "text", text: "Let me see" },
      { type: "reclassify" },
      { type: "text", text: "42" },
    ]);
    assert.equal(textOf(await respond(thought.provider, "thinker", [])), "42");
    const plain = providerOf([{ type: "text", text: "42" }]);
    assert.equal(textOf(await respond(plain.provider, "thinker", [])), "42");
    const modelOptions = { reasoning_effort: "high" };
    assert.equal(textOf(await respond(thought.provider, "able", [], { modelOptions })), "42");
  });

  test("stop at once when VS Code cancels", async () => {
    let stopped = 0;
    const complete: Complete = (_, { signal }) =>
      new Promise((resolve) => {
        signal.addEventListener("abort", () => {
          stopped = performance.now();
          resolve({ type: "stopped", totalMs: 1 });
        });
      });
    const { provider } = providerOf([], { complete });
    const source = new vscode.CancellationTokenSource();
    const answer = respond(provider, "able", [], {}, source.token);
    await new Promise((resolve) => setTimeout(resolve, 20));
    const cancelled = performance.now();
    source.cancel();
    await answer;
    assert.ok(stopped - cancelled < 200, `${stopped - cancelled} ms`);
  });

  test("say that an answer was cut off, unless by the limit that was asked for", async () => {
    const { provider } = providerOf([], { complete: breakOff });
    await assert.rejects(respond(provider, "able", []), /cut off/);
    const modelOptions = { max_tokens: 1 };
    assert.equal(textOf(await respond(provider, "able", [], { modelOptions })), "Half");
  });

  test("say what is wrong and what to do when a request fails", async () => {
    const { provider } = providerOf([], { complete: refuse });
    await assert.rejects(respond(provider, "able", []), /API key.*HTTP 401/);
  });
});

function providerOf(
  events: readonly CompletionEvent[],
  options: { readonly key?: boolean; readonly complete?: Complete } = {},
) {
  const requests: CompletionRequest[] = [];
  const models = [blind, able, thinker];
  const complete: Complete = (request, { onEvent }) => {
    requests.push(request);
    for (const event of events) onEvent(event);
    return Promise.resolve({ type: "complete", totalMs: 1 });
  };
  const provider = new LanguageModels({
    complete: options.complete ?? complete,
    models: () => models,
    find: (id) => models.find((model) => model.id === id) ?? { id },
    hasKey: () => Promise.resolve(options.key ?? true),
    access: new ModelAccess(noMemory, "eigenchat.eigen-chat"),
    log: { info: ignore, warn: ignore, error: ignore },
    onDidChange: new vscode.EventEmitter<void>().event,
  });
  return { provider, requests };
}

const breakOff: Complete = (_, { onEvent }) => {
  onEvent({ type: "text", text: "Half" });
  return Promise.resolve({ type: "cut-off", reason: "length", totalMs: 1 });
};

const refuse: Complete = () =>
  Promise.resolve({
    type: "failed",
    failure: { kind: "unauthorized", message: "", status: 401 },
    totalMs: 1,
  });

function ignore(): void {}

const noMemory: vscode.Memento = {
  keys: () => [],
  get: () => undefined,
  update: () => Promise.resolve(),
};

function informationOf(provider: LanguageModels) {
  return provider.provideLanguageModelChatInformation({ silent: true });
}

async function respond(
  provider: LanguageModels,
  id: string,
  messages: readonly vscode.LanguageModelChatRequestMessage[],
  options: Partial<vscode.ProvideLanguageModelChatResponseOptions> = {},
  token = new vscode.CancellationTokenSource().token,
): Promise<readonly vscode.LanguageModelResponsePart[]> {
  const model = (await informationOf(provider)).find((each) => each.id === id);
  assert.ok(model);
  const parts: vscode.LanguageModelResponsePart[] = [];
  const asked = { toolMode: Auto, requestInitiator: "core", ...options };
  const progress = { report: (part: vscode.LanguageModelResponsePart) => void parts.push(part) };
  await provider.provideLanguageModelChatResponse(model, messages, asked, progress, token);
  return parts;
}

function message(
  role: vscode.LanguageModelChatMessageRole,
  ...content: readonly unknown[]
): vscode.LanguageModelChatRequestMessage {
  return { role, content, name: undefined };
}

function textOf(parts: readonly vscode.LanguageModelResponsePart[]): string {
  return parts
    .map((part) => (part instanceof vscode.LanguageModelTextPart ? part.value : ""))
    .join("");
}
