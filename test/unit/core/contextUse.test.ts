import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { CodeAttachment } from "../../../src/core/attachment.ts";
import { contextUse } from "../../../src/core/contextUse.ts";
import {
  emptyConversation,
  withMessage,
  type Conversation,
} from "../../../src/core/conversation.ts";
import { promptBudget } from "../../../src/core/promptBudget.ts";
import { tokensUsed } from "../../../src/shared/contextUse.ts";

const code: CodeAttachment = {
  kind: "code",
  id: "c1",
  path: "a.ts",
  languageId: "typescript",
  text: "x".repeat(3500),
};

/** A chat of so many questions that carry code, each with an answer, and a draft. */
function chat(turns: number, draft: Partial<Conversation["draft"]> = {}): Conversation {
  const empty = emptyConversation({
    id: "c",
    createdAt: 0,
    model: "m",
    parameters: {},
    systemPrompt: "Be brief.",
  });
  let conversation: Conversation = { ...empty, draft: { ...empty.draft, ...draft } };
  for (let i = 0; i < turns; i++) {
    const parent = conversation.head;
    const common = { createdAt: 0, text: "Why?" };
    conversation = withMessage(conversation, {
      ...common,
      role: "user",
      id: `q${i}`,
      parent,
      attachments: [{ ...code, id: `c${i}` }],
    });
    conversation = withMessage(conversation, {
      ...common,
      role: "assistant",
      id: `a${i}`,
      parent: `q${i}`,
      model: "m",
      state: "complete",
      reasoning: "thoughts are not sent",
    });
    conversation = { ...conversation, head: `a${i}` };
  }
  return conversation;
}

test("the answer has its place: max_tokens, or the model's longest answer, or a quarter", () => {
  expect(promptBudget({ id: "m" }, {})).toBeUndefined();
  expect(promptBudget({ id: "m", contextLength: 100_000 }, {})).toBe(75_000);
  expect(promptBudget({ id: "m", contextLength: 100_000, maxOutputTokens: 8000 }, {})).toBe(92_000);
  expect(promptBudget({ id: "m", contextLength: 100_000 }, { max_tokens: 60_000 })).toBe(40_000);
  expect(promptBudget({ id: "m", contextLength: 1000 }, { max_tokens: 2000 })).toBe(0);
});

test("each part is counted where it belongs", () => {
  const conversation = chat(1, { text: "And now?", attachments: [code] });
  const { use, leftOut } = contextUse(conversation, { id: "m", contextLength: 100_000 });
  expect(use).toMatchObject({ system: 3, budget: 75_000, contextLength: 100_000 });
  expect(use.attachments).toBeGreaterThan(1000);
  expect(use.history).toBeGreaterThan(use.attachments);
  expect(use.question).toBeLessThan(20);
  expect(leftOut.questions).toBe(0);
});

test("an edited question counts what is above it only", () => {
  const conversation = chat(3, {
    edits: { questionId: "q1", kept: { text: "", attachments: [] } },
  });
  const model = { id: "m" };
  expect(contextUse(conversation, model).use.history).toBe(contextUse(chat(1), model).use.history);
});

test("what would be sent fits, or nothing but the question is left to leave out", () => {
  fc.assert(
    fc.property(fc.nat(12), fc.integer({ min: 100, max: 20_000 }), (turns, contextLength) => {
      const { use, leftOut } = contextUse(chat(turns, { text: "?" }), { id: "m", contextLength });
      const fits = tokensUsed(use) <= (use.budget ?? Number.POSITIVE_INFINITY);
      expect(fits || leftOut.questions === turns).toBe(true);
    }),
  );
});
