import { createHash } from "node:crypto";
import sharp from "sharp";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type StandIn, startStandIn } from "../../../dev/standIn/standIn.ts";
import { askerOf, fold, message } from "./chatClient.ts";

let standIn: StandIn;
beforeEach(async () => {
  standIn = await startStandIn({ rate: Number.POSITIVE_INFINITY });
});
afterEach(() => standIn.close());

const ask = askerOf(() => standIn);

describe("answers", () => {
  test("are the same streamed and whole, with usage when it is asked for", async () => {
    const streamed = await fold(
      await ask("What is a closure?", { stream: true, stream_options: { include_usage: true } }),
    );
    expect(streamed.text).toContain("A **closure** is a function together with the variables");
    expect(streamed).toMatchObject({ thinking: "", finish: "stop", done: true });
    expect(streamed.usage).toMatchObject({
      prompt_tokens: 5,
      completion_tokens: Math.ceil(streamed.text.length / 4),
    });
    expect(await message(await ask("What is a closure?"))).toBe(streamed.text);
  });

  test("know what was asked before and quote the code they received", async () => {
    const fence = "src/loop.js:1-2\n```js\nfor (var i = 0; i <= xs.length; i++) use(xs[i]);\n```";
    const messages = [
      { role: "user", content: `Fix this:\n${fence}` },
      { role: "assistant", content: "…" },
      { role: "user", content: "What did I just ask?" },
    ];
    const recalled = await ask("", { messages });
    expect(await message(recalled)).toBe("You asked: “Fix this:”");
    const fixed = await message(await ask(`Fix this:\n${fence}`));
    expect(fixed).toContain("```js\nfor (let i = 0; i < xs.length; i++) use(xs[i]);\n```");
  });

  test("say what they are told to, word for word", async () => {
    const wanted = "Here:\n\n```ts src/a.ts\nlet a = 1;\n```";
    expect(await message(await ask(`Answer exactly:\n${wanted}`))).toBe(wanted);
  });

  test("call a tool that they are told to call, and say what it returned", async () => {
    const tools = [{ type: "function", function: { name: "find" } }];
    const question = 'Call the tool find with {"name":"greet"}';
    const whole = await ask(question, { tools });
    expect(await whole.json()).toMatchObject({
      choices: [
        {
          finish_reason: "tool_calls",
          message: { tool_calls: [{ function: { name: "find", arguments: '{"name":"greet"}' } }] },
        },
      ],
    });
    const streamed = await fold(await ask(question, { tools, stream: true }));
    expect(streamed).toMatchObject({ text: "", finish: "tool_calls", done: true });
    const result = { role: "tool", tool_call_id: "call_1", content: "line 3" };
    const messages = [{ role: "user", content: question }, result];
    expect(await message(await ask("", { messages, tools }))).toBe("The tool says: line 3");
    expect(await message(await ask(question))).toContain("You asked:");
  });

  test("end with the finish reason length at max_tokens, or are as long as asked", async () => {
    const short = await fold(await ask("What is a closure?", { stream: true, max_tokens: 10 }));
    expect(short).toMatchObject({ finish: "length", done: true });
    expect(short.text).toHaveLength(40);
    const model = "deepseek-v31-terminus";
    const whole = await fold(await ask("Write 60 KB about anything", { model, stream: true }));
    expect(whole.text).toHaveLength(60 * 1024);
  });

  test.each([
    ["gpt-oss-120b", {}, true],
    ["gpt-oss-120b", { reasoning_effort: "none" }, false],
    ["deepseek-v31-terminus", {}, false],
    ["deepseek-v31-terminus", { chat_template_kwargs: { thinking: true } }, true],
    ["qwen3-235b-a22b-thinking-2507-fp8", {}, true],
    ["llama31-8b", { chat_template_kwargs: { thinking: true } }, false],
  ])("of %s with %j think: %s", async (model, parameters, thinks) => {
    const { thinking } = await fold(await ask("Hello", { model, stream: true, ...parameters }));
    expect(thinking !== "").toBe(thinks);
  });

  test("hold the thinking inside the text, closed only, when it is not to be separated", async () => {
    const model = "qwen3-235b-a22b-thinking-2507-fp8";
    const inline = await fold(
      await ask("Hello", { model, stream: true, separate_reasoning: false }),
    );
    expect(inline.thinking).toBe("");
    expect(inline.text).toMatch(/^The user asks: “Hello”.*\n<\/think>\n\nHello!/);
  });
});

const vision = (part: object, model = "qwen3-235b-vl"): Promise<Response> =>
  ask([part, { type: "text", text: "Describe the image." }], { model });
const image = (url: string): object => ({ type: "image_url", image_url: { url } });

describe("media", () => {
  const picture = sharp({
    create: { width: 300, height: 200, channels: 3, background: "#ff0000" },
  }).composite([
    {
      input: { create: { width: 100, height: 200, channels: 3, background: "#0000ff" } },
      gravity: "west",
    },
  ]);

  test.each(["png", "jpeg", "webp", "gif"] as const)("%s is really decoded", async (format) => {
    const bytes = await picture.clone().toFormat(format).toBuffer();
    const url = `data:image/${format};base64,${bytes.toString("base64")}`;
    const text = (await message(await vision(image(url)))).toLowerCase();
    const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 12);
    expect(text).toContain(`**${format}** image of **300×200** pixels`);
    expect(text).toContain(`${bytes.length} bytes`);
    expect(text).toContain(hash);
    expect(text).toMatch(
      /\| red \| `#f[ef]0[0-3]0[0-3]` \| 6\d % \|\n\| blue \| `#0[0-3]0[0-3]f[ef]` \| 3\d % \|/,
    );
  });

  test("bytes that are no image, bad base64 and an address fail as on the real servers", async () => {
    const bytes = Buffer.from("not an image").toString("base64");
    const urls = [
      `data:image/png;base64,${bytes}`,
      `data:image/png;base64,${bytes}\n`,
      "https://images.invalid/a.png",
      `data:image/svg+xml;base64,${Buffer.from("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>").toString("base64")}`,
    ];
    const statuses = [];
    for (const url of urls) statuses.push((await vision(image(url))).status);
    expect(statuses).toEqual([500, 400, 500, 500]);
  });

  test("a video is told by its container, and a model without eyes answers blind", async () => {
    const mp4 = Buffer.from("\0\0\0\x18ftypisom\0\0\0\0isomiso2", "latin1");
    const part = {
      type: "video_url",
      video_url: { url: `data:video/mp4;base64,${mp4.toString("base64")}` },
    };
    expect(await message(await vision(part))).toContain("This is a **MP4** video");
    const blind = await message(await vision(part, "llama31-8b"));
    expect(blind).toMatch(/^I don't see a picture/);
  });
});

describe("refusals", () => {
  test.each([
    ["temperature", { temperature: 3 }],
    ["temperature", { temperature: null }],
    ["max_tokens", { max_tokens: 0 }],
    ["top_p", { top_p: 0 }],
    ["top_k", { top_k: 0 }],
    ["min_p", { min_p: 2 }],
    ["repetition_penalty", { repetition_penalty: 3 }],
    ["reasoning_effort", { reasoning_effort: "huge" }],
    ["separate_reasoning", { separate_reasoning: "yes" }],
    ["stream", { stream: null }],
    ["stream_options", { stream_options: { include_usage: true } }],
    ["messages", { messages: [] }],
    ["messages.0.content", { messages: [{ role: "user", content: null }] }],
  ])("name %s for %j", async (param, body) => {
    const response = await ask("Hello", body);
    expect(response.status).toBe(400);
    const error: Record<string, unknown> = JSON.parse(await response.text());
    expect(error).toMatchObject({ object: "error", type: "BadRequestError", param, code: 400 });
    expect(error["message"]).toContain(param);
  });

  test("of keys and models", async () => {
    const statuses = [];
    for (const authorization of ["Bearer bad-key", "Basic secret-key", ""]) {
      const headers = { authorization, "content-type": "application/json" };
      statuses.push((await ask("Hello", {}, { headers })).status);
      statuses.push((await fetch(`${standIn.url}/models`, { headers })).status);
    }
    expect(statuses).toEqual([401, 401, 401, 401, 401, 401]);
    expect((await ask("Hello", { model: "unheard-of" })).status).toBe(404);
  });

  test("not of a good key: the models and what they read are listed", async () => {
    const headers = { authorization: "Bearer good-key" };
    const list: unknown = await (await fetch(`${standIn.url}/models`, { headers })).json();
    expect(list).toMatchObject({
      data: expect.arrayContaining([
        expect.objectContaining({
          id: "qwen3-235b-vl",
          context_length: 262_144,
          architecture: {
            input_modalities: ["text", "image", "video"],
            output_modalities: ["text"],
          },
        }),
      ]),
    });
  });
});
