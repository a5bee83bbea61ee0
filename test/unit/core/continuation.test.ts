import * as fc from "fast-check";
import { expect, test } from "vitest";
import { AnswerRun } from "../../../src/core/answerRun.ts";
import type { CompletionEvent } from "../../../src/core/completion.ts";
import { emptyConversation, type Answer } from "../../../src/core/conversation.ts";
import { nothingLeftOut } from "../../../src/core/promptBudget.ts";

const cutOff: Answer = {
  role: "assistant",
  id: "a",
  parent: "q",
  createdAt: 0,
  model: "m",
  state: "cut-off",
  cutOff: "length",
  text: "",
  reasoning: "",
  facts: { totalMs: 100, firstTokenMs: 10, usage: { promptTokens: 5, completionTokens: 7 } },
};

/** The answer with its rest, and what was shown of it meanwhile, as the view would put it together. */
async function continued(
  before: string,
  rest: readonly CompletionEvent[],
  {
    thinking,
    times = [],
    broken = cutOff,
  }: { thinking?: Answer["thinking"]; times?: number[]; broken?: Answer } = {},
) {
  const run = AnswerRun.continuing(
    { ...broken, text: before, ...(thinking !== undefined && { thinking }) },
    {
      buildRequest: async () => ({
        request: { model: "m", messages: [], parameters: {} },
        leftOut: nothingLeftOut,
      }),
      complete: async (_, { onEvent }) => {
        for (const event of rest) onEvent(event);
        return {
          type: "complete",
          totalMs: 50,
          firstTokenMs: 20,
          usage: { promptTokens: 9, completionTokens: 3 },
        };
      },
      now: () => times.shift() ?? 0,
    },
  );
  let shown = run.answer.text;
  const conversation = emptyConversation({
    id: "c",
    createdAt: 0,
    model: "m",
    parameters: {},
    systemPrompt: "",
  });
  await run.write(Promise.resolve(conversation), (change) => {
    shown = change.type === "append" ? shown + change.text : change.message.text;
  });
  return { answer: run.answer, shown };
}

function text(pieces: readonly string[]): readonly CompletionEvent[] {
  return pieces.map((piece) => ({ type: "text", text: piece }));
}

test("the rest is appended, however it is cut into pieces, and the words said again are left out", async () => {
  const words = fc.string({ unit: "grapheme", maxLength: 60 });
  const cuts = fc.array(fc.nat(80), { maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(words, words, words, cuts, async (start, repeated, rest, places) => {
      const long = `${repeated} and some more words`;
      const before = `${start}${long}`;
      const after = `${long}|${rest}`;
      const ends = [...new Set([...places, after.length])].toSorted((a, b) => a - b);
      const pieces = ends.map((end, index) => after.slice(ends[index - 1] ?? 0, end));
      const { shown, answer } = await continued(before, text(pieces));
      expect(answer.text).toBe(`${before}|${rest}`);
      // Nothing that was shown is taken back.
      expect(answer.text.startsWith(shown)).toBe(true);
    }),
  );
});

test("a few same letters are no repetition", async () => {
  expect((await continued("ha ha", text([" ha", "!"]))).answer.text).toBe("ha ha ha!");
});

test("what turns out to be thinking of the rest takes nothing of the answer before", async () => {
  const { answer } = await continued("One, two, ", [
    { type: "text", text: "Where was I?" },
    { type: "reclassify" },
    { type: "text", text: "three." },
  ]);
  expect(answer).toMatchObject({ text: "One, two, three.", reasoning: "Where was I?" });
});

test("both requests are counted, and nothing is left of how the first one ended", async () => {
  const { cutOff: _, ...begun } = cutOff;
  expect((await continued("One", text([", two"]))).answer).toEqual({
    ...begun,
    state: "complete",
    text: "One, two",
    facts: {
      totalMs: 150,
      firstTokenMs: 10,
      usage: { promptTokens: 14, completionTokens: 10 },
    },
  });
});

test("what was measured of the rest alone is not told of the whole answer", async () => {
  const { cutOff: _, facts, ...begun } = cutOff;
  const stopped: Answer = { ...begun, state: "stopped", facts: { totalMs: 100, firstTokenMs: 10 } };
  const { answer } = await continued("One", text([", two"]), { broken: stopped });
  expect(answer.facts).toEqual({ totalMs: 150, firstTokenMs: 10 });
  const interrupted: Answer = { ...begun, state: "interrupted" };
  const { answer: other } = await continued("One", text([", two"]), { broken: interrupted });
  expect(other.facts).toEqual({ totalMs: 50 });
  const { answer: third } = await continued("One", text([", two"]), { broken: other });
  expect(third.facts).toEqual({ totalMs: 100 });
});

test("the pause before the rest is no thinking", async () => {
  const reasoning = { type: "reasoning", text: "Hm." } as const;
  const thinking = { from: 1_000, until: 4_000 };
  const more = await continued("One", [reasoning, reasoning], {
    thinking,
    times: [90_000, 92_000],
  });
  expect(more.answer.thinking).toEqual({ from: 87_000, until: 92_000 });
  const none = await continued("One", text([", two"]), { thinking });
  expect(none.answer.thinking).toEqual(thinking);
});
