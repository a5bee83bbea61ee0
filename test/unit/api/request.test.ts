import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { buildBody } from "../../../src/api/requestBody.ts";
import { requestProblem } from "../../../src/api/requestProblem.ts";
import type { ChatMessage, CompletionRequest, ContentPart } from "../../../src/core/completion.ts";
import { parameterNames } from "../../../src/shared/parameterRules.ts";
import { reasoningEfforts } from "../../../src/shared/parameters.ts";
import { ask } from "./asking.ts";
import { startServer } from "./scriptedServer.ts";

const png = "data:image/png;base64,iVBORw0KGgo=";
const mp4 = "data:video/mp4;base64,AAAA";

const parameters = fc.record(
  {
    temperature: fc.double({ min: 0, max: 2, noNaN: true }),
    max_tokens: fc.integer({ min: 1 }),
    top_p: fc.double({ min: 0, minExcluded: true, max: 1, noNaN: true }),
    top_k: fc.integer({ min: 0, max: 100 }),
    min_p: fc.double({ min: 0, max: 1, noNaN: true }),
    repetition_penalty: fc.double({ min: 0, minExcluded: true, max: 100, noNaN: true }),
    reasoning_effort: fc.constantFrom(...reasoningEfforts),
    separate_reasoning: fc.boolean(),
    thinking: fc.boolean(),
    stream: fc.boolean(),
  },
  { requiredKeys: [] },
);

test("every valid set of parameters is sent as it is, nothing else, nothing null", () => {
  fc.assert(
    fc.property(parameters, (set) => {
      const request = requestWith({ parameters: set });
      expect(requestProblem(request)).toBeUndefined();
      const body: unknown = JSON.parse(JSON.stringify(buildBody(request, true)));
      const { thinking, top_k, stream = true, ...sent } = set;
      expect(body).toEqual({
        model: "m",
        messages: [{ role: "user", content: "Hi" }],
        // JSON has no negative zero.
        ...JSON.parse(JSON.stringify(sent)),
        ...(top_k !== undefined && top_k > 0 && { top_k }),
        ...(thinking !== undefined && {
          chat_template_kwargs: { thinking, enable_thinking: thinking },
        }),
        stream,
        ...(stream && { stream_options: { include_usage: true } }),
      });
      expect(JSON.stringify(body)).not.toContain("null");
    }),
  );
});

describe("a wrong parameter is named with its range, and nothing is sent", () => {
  test.each([
    ["temperature", 2.1, "a number from 0 to 2, not 2.1"],
    ["temperature", -0.1, "a number from 0 to 2, not -0.1"],
    ["temperature", Number.NaN, "a number from 0 to 2, not NaN"],
    ["temperature", "hot", "a number from 0 to 2, not hot"],
    ["temperature", null, "a number from 0 to 2"],
    ["max_tokens", 0, "a whole number of at least 1, not 0"],
    ["max_tokens", 1.5, "a whole number of at least 1, not 1.5"],
    ["max_tokens", Infinity, "a whole number of at least 1, not Infinity"],
    ["top_p", 0, "a number above 0 and at most 1, not 0"],
    ["top_p", 1.01, "a number above 0 and at most 1, not 1.01"],
    ["top_k", -1, "a whole number from 0 to 100, not -1"],
    ["top_k", 101, "a whole number from 0 to 100, not 101"],
    ["top_k", 5.5, "a whole number from 0 to 100, not 5.5"],
    ["min_p", 1.1, "a number from 0 to 1, not 1.1"],
    ["repetition_penalty", 0, "a number above 0 and at most 100, not 0"],
    ["repetition_penalty", 101, "a number above 0 and at most 100, not 101"],
    ["reasoning_effort", "max", "one of none, minimal, low, medium, high, xhigh, not max"],
    ["separate_reasoning", "true", "true or false, not true"],
    ["thinking", 1, "true or false, not 1"],
    ["stream", null, "true or false"],
    ["top_n", 1, "left out: it is no parameter of this API"],
  ])("%s: %s", async (name, value, wanted) => {
    await using server = await startServer();
    const { end } = await ask(server.origin, { request: { parameters: { [name]: value } } });
    expect(end).toMatchObject({
      type: "failed",
      failure: { kind: "invalid-request", param: name, message: `${name} must be ${wanted}` },
    });
    expect(server.requests).toHaveLength(0);
  });

  test("the sets above have every parameter", () => {
    const names = new Set(fc.sample(parameters, 200).flatMap((set) => Object.keys(set)));
    expect([...names].toSorted()).toEqual(parameterNames.toSorted());
  });
});

describe("other mistakes", () => {
  test.each<[string, Partial<CompletionRequest>, string]>([
    ["no model", { model: "  " }, "model"],
    ["a control character in the model", { model: "a\nb" }, "model"],
    ["no messages", { messages: [] }, "messages"],
    [
      "parts in a system message",
      { messages: [unchecked({ role: "system", content: [] })] },
      "messages[0].content",
    ],
    [
      "a role that no server knows",
      { messages: [unchecked({ role: "developer", content: "" })] },
      "messages[0].role",
    ],
    ["null", { messages: [unchecked({ role: "user", content: null })] }, "messages[0].content"],
    ["a number among the extra fields that JSON has not", { extra: { seed: Number.NaN } }, "seed"],
    ["a loop", { templateKwargs: loop() }, "self"],
    ["the model again", { extra: { model: "other" } }, "model"],
    ["a parameter in the wrong place", { extra: { temperature: 1 } }, "temperature"],
    [
      "a template field in the wrong place",
      { extra: { chat_template_kwargs: {} } },
      "chat_template_kwargs",
    ],
    ...badUrls().map(([name, part, param]): [string, Partial<CompletionRequest>, string] => [
      name,
      { messages: [{ role: "user", content: [{ type: "text", text: "x" }, part] }] },
      `messages[0].content[1].${param}`,
    ]),
  ])("%s", (_, wrong, param) => {
    expect(requestProblem(requestWith(wrong))).toMatchObject({ kind: "invalid-request", param });
  });
});

describe("the body", () => {
  test("texts without media become one string, well-formed", () => {
    expect(messagesOf([text("a\u{D83D}"), text("b")])).toEqual([
      { role: "user", content: "a\u{FFFD}\n\nb" },
    ]);
  });

  test("media stays where it is", () => {
    const parts = [image(png), text("What is it?"), video(mp4), image("https://h.example/a.png")];
    expect(
      requestProblem(requestWith({ messages: [{ role: "user", content: parts }] })),
    ).toBeUndefined();
    expect(messagesOf(parts)).toEqual([{ role: "user", content: parts }]);
  });

  test("template keys are merged over thinking, empty ones are not sent", () => {
    expect(kwargs({})).toBeUndefined();
    expect(kwargs({ a: 1 })).toEqual({ a: 1 });
    expect(kwargs({ enable_thinking: false }, true)).toEqual({
      thinking: true,
      enable_thinking: false,
    });
  });

  test("extra fields and tool messages go out as they are", () => {
    const messages: ChatMessage[] = [
      {
        role: "assistant",
        content: "",
        tool_calls: [{ id: "1", type: "function", function: { name: "f", arguments: "{}" } }],
      },
      { role: "tool", tool_call_id: "1", content: "done" },
    ];
    const request = requestWith({ messages, extra: { stop: ["x"], seed: 3 } });
    expect(requestProblem(request)).toBeUndefined();
    expect(buildBody(request, true)).toMatchObject({ messages, stop: ["x"], seed: 3 });
  });
});

function kwargs(templateKwargs: Record<string, unknown>, thinking?: boolean): unknown {
  const parameters = { ...(thinking !== undefined && { thinking }) };
  return buildBody(requestWith({ templateKwargs, parameters }), false)["chat_template_kwargs"];
}

function requestWith(fields: Partial<CompletionRequest>): CompletionRequest {
  return { model: "m", messages: [{ role: "user", content: "Hi" }], parameters: {}, ...fields };
}

function messagesOf(content: readonly ContentPart[]): unknown {
  return buildBody(requestWith({ messages: [{ role: "user", content }] }), true)["messages"];
}

/** What settings or other extensions could hand over although the types forbid it. */
function unchecked(message: unknown): ChatMessage {
  return JSON.parse(JSON.stringify(message));
}

function text(text: string): ContentPart {
  return { type: "text", text };
}

function image(url: string): ContentPart & { type: "image_url" } {
  return { type: "image_url", image_url: { url } };
}

function video(url: string): ContentPart {
  return { type: "video_url", video_url: { url } };
}

function loop(): Record<string, unknown> {
  const self: Record<string, unknown> = {};
  self["self"] = self;
  return self;
}

function badUrls(): [string, ContentPart, string][] {
  const images: [string, string][] = [
    ["a file", "file:///etc/passwd"],
    ["a bare path", "/etc/passwd"],
    ["a relative path", "shot.png"],
    ["http", "http://h.example/a.png"],
    ["blob", "blob:https://h.example/1"],
    ["SVG", "data:image/svg+xml;base64,AAAA"],
    ["text as picture", "data:text/html;base64,AAAA"],
    ["a video as picture", mp4],
    ["no base64", "data:image/png,AAAA"],
    ["a charset", "data:image/png;charset=x;base64,AAAA"],
    ["white space", "data:image/png;base64,AA AA"],
    ["a line break", "data:image/png;base64,AAAA\n"],
    ["the URL-safe alphabet", "data:image/png;base64,AA-_"],
    ["no padding", "data:image/png;base64,AAA"],
    ["too much padding", "data:image/png;base64,A==="],
    ["padding inside", "data:image/png;base64,AA==AAAA"],
    ["nothing", "data:image/png;base64,"],
    ["white space before https", " https://h.example/a.png"],
  ];
  return [
    ...images.map(([name, url]): [string, ContentPart, string] => [
      `picture: ${name}`,
      image(url),
      "image_url.url",
    ]),
    ["video: a picture", video(png), "video_url.url"],
    [
      "picture: detail",
      JSON.parse(JSON.stringify({ type: "image_url", image_url: { url: png, detail: "ultra" } })),
      "image_url.detail",
    ],
    ["an unknown part", JSON.parse('{"type":"audio"}'), "type"],
  ];
}
