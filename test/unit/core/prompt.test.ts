import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CodeAttachment, MediaAttachment } from "../../../src/core/attachment.ts";
import { continuationRequest } from "../../../src/core/continuation.ts";
import type { Answer, Message, Question } from "../../../src/core/conversation.ts";
import { buildPrompt, type PromptOptions } from "../../../src/core/prompt.ts";
import { textTokens } from "../../../src/core/tokens.ts";
import type { FailureKind } from "../../../src/shared/failure.ts";

const code: CodeAttachment = {
  kind: "code",
  id: "c1",
  path: "src/greet.ts",
  languageId: "typescript",
  lines: { start: 3, end: 7 },
  text: "export function greet() {}",
};

function picture(name: string, sha256 = name): MediaAttachment {
  const media = { sha256, mime: "image/png", size: 4, width: 1280, height: 800 };
  return { kind: "image", id: name, name, media };
}

type Step = Partial<Question> | Partial<Answer>;

/** A path in which every message's parent is the one before it; a step with a state is an answer. */
function chain(...steps: readonly Step[]): readonly Message[] {
  return steps.map(messageOf);
}

function messageOf(step: Step, i: number): Message {
  const base = { id: `m${i}`, createdAt: i, text: "" };
  const before = `m${i - 1}`;
  if (!("state" in step))
    return { ...base, attachments: [], ...step, role: "user", parent: i === 0 ? null : before };
  const answer = { ...base, model: "m", reasoning: "", state: "complete", ...step } as const;
  return { ...answer, role: "assistant", parent: before };
}

const bytes = Uint8Array.of(0x89, 0x50, 0x4e, 0x47);
const options: PromptOptions = { readMedia: () => Promise.resolve(bytes) };

async function messagesOf(path: readonly Message[], systemPrompt = "", more = options) {
  return (await buildPrompt(path, systemPrompt, more)).messages;
}

test("an answer that is to be written on goes out as it stands, with the request for its rest", async () => {
  const path = chain({ text: "Count." }, { state: "waiting", text: "One, two, " });
  expect(await messagesOf(path)).toEqual([
    { role: "user", content: "Count." },
    { role: "assistant", content: "One, two, " },
    { role: "user", content: continuationRequest },
  ]);
});

describe("a question", () => {
  test("without attachments is one string, after the system prompt", async () => {
    expect(await messagesOf(chain({ text: "Hi" }), "Be brief.")).toEqual([
      { role: "system", content: "Be brief." },
      { role: "user", content: "Hi" },
    ]);
  });

  test("carries code with its file, lines, place and problems in the same text", async () => {
    const attachment: CodeAttachment = {
      ...code,
      symbols: ["Greeter", "greet"],
      problems: [{ severity: "error", line: 4, source: "ts 2322", message: "Not\na number." }],
    };
    const [message] = await messagesOf(chain({ text: "Why?", attachments: [attachment] }));
    expect(message?.content).toBe(
      [
        "File: src/greet.ts, lines 3-7",
        "Inside: Greeter > greet",
        "Problems:",
        "- line 4, error (ts 2322): Not a number.",
        "```typescript",
        "export function greet() {}",
        "```",
        "",
        "Why?",
      ].join("\n"),
    );
  });

  test("sends media first, as strict data URLs, with what they show in the text", async () => {
    const shot = {
      ...picture("shot.png"),
      shows: { code: { ...code, lines: { start: 1, end: 40 } }, isSent: true },
    };
    const [message] = await messagesOf(chain({ text: "See", attachments: [code, shot] }));
    expect(message?.content).toEqual([
      { type: "image_url", image_url: { url: "data:image/png;base64,iVBORw==" } },
      {
        type: "text",
        text: expect.stringMatching(
          /^File: .*Picture shot\.png shows:\nFile: .* lines 1-40\n.*\n\nSee$/s,
        ),
      },
    ]);
    const quiet = { ...shot, shows: { ...shot.shows, isSent: false } };
    const [silent] = await messagesOf(chain({ text: "See", attachments: [quiet] }));
    expect(JSON.stringify(silent?.content)).not.toContain("greet.ts");
  });
});

test("a dropped picture is named in words, in its own question and in later ones, without a remark", async () => {
  const dropped = { ...picture("a.png"), isDropped: true };
  const path = chain(
    { text: "See", attachments: [dropped, picture("b.png")] },
    { state: "complete", text: "Seen." },
    { text: "And now?" },
  );
  for (const part of [path.slice(0, 1), path]) {
    const { messages, leftOut } = await buildPrompt(part, "", options);
    expect(messages[0]?.content).toEqual([
      expect.objectContaining({ type: "image_url" }),
      { type: "text", text: '[Not sent: image "a.png 1280×800"]\n\nSee' },
    ]);
    expect(leftOut.attachments).toEqual([]);
  }
});

test("P8: for any name, language and code, the frame can be read back and nothing inside can pass for it", () => {
  const hostile = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom(
      "a\nFile: b.ts",
      "```",
      "![x](y)",
      "\u202Egnp.ts",
      'x", line 1',
      "<b>",
      "a  b",
      "",
    ),
    fc.string({ unit: fc.constantFrom("`", "~", "\n", "\r\n", " ", "a", "```", "File: x") }),
  );
  return fc.assert(
    fc.asyncProperty(hostile, hostile, hostile, fc.nat(), async (path, languageId, text, start) => {
      const lines = { start: start + 1, end: start + 3 };
      const attachment = { ...code, path, languageId, text, lines };
      const [message] = await messagesOf(chain({ text: "Q", attachments: [attachment] }));
      expect(readBack(message?.content)).toEqual({
        path,
        text,
        range: `lines ${lines.start}-${lines.end}`,
        rest: "Q",
      });
    }),
    { numRuns: 2000 },
  );
});

/** Reads one code attachment as CommonMark would: a fence ends at the first line of as many backticks. */
function readBack(content: unknown) {
  const lines = typeof content === "string" ? content.split("\n") : [];
  const heading = /^File: (".*"|[^,]*), (lines \d+-\d+)$/.exec(lines[0] ?? "");
  const name = heading?.[1] ?? "";
  const fence = /^(`{3,})[^`\s]*$/.exec(lines[1] ?? "")?.[1] ?? "?";
  const end = lines.findIndex(
    (line, i) => i > 1 && new RegExp(`^ {0,3}${fence}\`*\\s*$`).test(line),
  );
  return {
    path: name.startsWith('"') ? JSON.parse(name) : name,
    range: heading?.[2],
    text: lines.slice(2, end).join("\n"),
    rest: lines.slice(end + 2).join("\n"),
  };
}

describe("earlier turns", () => {
  test("keep answers as far as they came, without thinking; empty answers are not sent", async () => {
    const path = chain(
      { text: "1" },
      { state: "complete", text: "one", reasoning: "secret thoughts" },
      { text: "2" },
      { state: "failed", text: "half an ans" },
      { text: "3" },
      { state: "complete", text: " \n" },
      { text: "4" },
      { state: "stopped", text: "fo" },
      { text: "5" },
    );
    expect((await messagesOf(path)).map(({ content }) => content)).toEqual([
      "1",
      "one",
      "2",
      "half an ans",
      "3\n\n4",
      "fo",
      "5",
    ]);
  });

  test("without answers go out in one message with the next, media first", async () => {
    const path = chain(
      { text: "1", attachments: [picture("a.png")] },
      { state: "failed" },
      { text: "2" },
      { state: "stopped" },
      { text: "3", attachments: [code] },
      { state: "waiting" },
    );
    expect(await messagesOf(path, "Be brief.")).toEqual([
      { role: "system", content: "Be brief." },
      {
        role: "user",
        content: [
          expect.objectContaining({ type: "image_url" }),
          { type: "text", text: expect.stringMatching(/^1\n\n2\n\nFile: src\/greet\.ts.*\n\n3$/s) },
        ],
      },
    ]);
  });

  test.each<[FailureKind, string | undefined, boolean]>([
    ["bad-media", undefined, false],
    ["too-large", undefined, false],
    ["bad-request", undefined, false],
    ["bad-request", "top_k", true],
    ["overloaded", undefined, true],
  ])("after %s (%s) the next question sends the picture again: %s", async (kind, param, again) => {
    const failure = { kind, message: "", ...(param === undefined ? {} : { param }) };
    const path = chain(
      { text: "1", attachments: [picture("a.png")] },
      { state: "complete", text: "one" },
      { text: "2", attachments: [picture("b.png")] },
      { state: "failed", failure },
      { text: "3" },
    );
    const { messages, leftOut } = await buildPrompt(path, "", options);
    expect(JSON.stringify(messages).includes("image_url")).toBe(again);
    expect(leftOut.attachments).toEqual(again ? [] : ["a.png 1280×800", "b.png 1280×800"]);
    if (!again) expect(messages[0]?.content).toContain('[Not sent: image "a.png 1280×800"]');
  });

  test("name pictures in words for a model without eyes, but the last question's are the user's word", async () => {
    const path = chain(
      { text: "1", attachments: [picture("a.png")] },
      { state: "complete", text: "one" },
      { text: "2", attachments: [picture("b.png")] },
      { state: "waiting" },
    );
    const messages = await messagesOf(path, "", {
      ...options,
      takes: { image: false, video: false },
    });
    expect(messages[0]?.content).toBe('[Not sent: image "a.png 1280×800"]\n\n1');
    expect(messages[2]?.content).toHaveLength(2);
  });
});

const withoutGone: PromptOptions["readMedia"] = ({ sha256 }) =>
  sha256 === "gone.png" ? Promise.reject(new Error("ENOENT")) : Promise.resolve(bytes);

test("a lost media file is named and never blocks the request", async () => {
  const path = chain({ text: "See", attachments: [picture("gone.png"), picture("here.png")] });
  const { messages, leftOut } = await buildPrompt(path, "", { readMedia: withoutGone });
  expect(leftOut.unreadable).toEqual(["gone.png 1280×800"]);
  expect(messages[0]?.content).toEqual([
    expect.objectContaining({ type: "image_url" }),
    { type: "text", text: '[Not sent: image "gone.png 1280×800"]\n\nSee' },
  ]);
});

describe("the budget", () => {
  const path = chain(
    { text: "q1", attachments: [picture("a.png"), { ...code, text: "x".repeat(3500) }] },
    { state: "complete", text: "one" },
    { text: "q2", attachments: [picture("b.png")] },
    { state: "complete", text: "two" },
    { text: "q3", attachments: [{ ...code, path: "last.ts", text: "y".repeat(3500) }] },
  );

  test.each([
    [10_000, [], 0],
    [3600, ["a.png 1280×800"], 0],
    [2400, ["a.png 1280×800", "b.png 1280×800"], 0],
    [1200, ["a.png 1280×800", "greet.ts:3-7", "b.png 1280×800"], 0],
    [1050, [], 2],
    [10, [], 2],
  ])("of %i tokens leaves out %j and %i questions", async (budget, attachments, questions) => {
    const { messages, leftOut } = await buildPrompt(path, "", { ...options, budget });
    expect(leftOut).toEqual({ attachments, questions, unreadable: [] });
    expect(messages).toHaveLength(5 - 2 * questions);
    expect(messages.at(-1)?.content).toContain("y".repeat(3500));
  });

  test("estimates grow with the text and never reach zero for any of it", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", minLength: 1 }), fc.string(), (a, b) => {
        expect(textTokens(a)).toBeGreaterThan(0);
        expect(textTokens(a + b)).toBeGreaterThanOrEqual(textTokens(a));
      }),
    );
  });
});
