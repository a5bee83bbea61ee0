import { describe, expect, test } from "vitest";
import type { Answer } from "../../../src/core/conversation.ts";
import { figuresOf, sumFigures, thinkingTime } from "../../../src/core/figures.ts";

const answer: Answer = {
  role: "assistant",
  id: "a",
  parent: "q",
  createdAt: 0,
  model: "m",
  state: "complete",
  text: "x".repeat(350),
  reasoning: "",
};
const usage = { promptTokens: 1000, completionTokens: 101, reasoningTokens: 40 };

describe("figuresOf", () => {
  test("nothing while the answer runs", () => {
    expect(figuresOf(answer, undefined)).toBeUndefined();
  });

  test("speed is of the writing alone, and the price of both directions", () => {
    const facts = { usage, firstTokenMs: 500, totalMs: 2500 };
    expect(figuresOf({ ...answer, facts }, { input: 0.5, output: 2 })).toEqual({
      firstTokenMs: 500,
      totalMs: 2500,
      tokensPerSecond: 50,
      promptTokens: 1000,
      answerTokens: 101,
      thinkingTokens: 40,
      estimated: false,
      dollars: 0.000_702,
    });
  });

  test("without counts from the server the answer is estimated, and has no price", () => {
    const facts = { firstTokenMs: 100, totalMs: 100 };
    expect(figuresOf({ ...answer, facts }, { input: 1, output: 1 })).toEqual({
      firstTokenMs: 100,
      totalMs: 100,
      answerTokens: 100,
      estimated: true,
    });
  });
});

test("thinking takes time until the answer's text has begun, or nothing more comes", () => {
  const thinks: Answer = { ...answer, text: "", thinking: { from: 1000, until: 4000 } };
  expect(thinkingTime({ ...thinks, state: "streaming" }, 9000)).toBe(8000);
  expect(thinkingTime({ ...thinks, state: "streaming", text: "So" }, 9000)).toBe(3000);
  expect(thinkingTime({ ...thinks, state: "stopped" }, 9000)).toBe(3000);
  expect(thinkingTime(answer, 9000)).toBeUndefined();
});

test("sumFigures adds up what is known", () => {
  const figures = figuresOf({ ...answer, facts: { usage, totalMs: 1 } }, { input: 1, output: 1 });
  const free = figuresOf({ ...answer, facts: { usage, totalMs: 1 } }, undefined);
  expect(sumFigures([figures, free].filter((each) => each !== undefined))).toEqual({
    totalMs: 2,
    promptTokens: 2000,
    answerTokens: 202,
    dollars: 0.001_101,
  });
});
