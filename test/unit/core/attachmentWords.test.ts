import { expect, test } from "vitest";
import type { MediaAttachment } from "../../../src/core/attachment.ts";
import { attachmentTokens } from "../../../src/core/tokens.ts";
import type { Message } from "../../../src/core/conversation.ts";
import { buildPrompt, type PromptOptions } from "../../../src/core/prompt.ts";
import { trim } from "../../../src/core/promptBudget.ts";
import { turnsOf } from "../../../src/core/turns.ts";
import { turnTokens } from "../../../src/core/turnTokens.ts";

/** 1000 tokens of picture, some 220 of code. */
const shot: MediaAttachment = {
  kind: "image",
  id: "p",
  name: "a.ts:1",
  media: { sha256: "a", mime: "image/png", size: 4, width: 1280, height: 800 },
  shows: {
    code: { kind: "code", id: "c", path: "a.ts", languageId: "ts", text: "x".repeat(700) },
    isSent: true,
  },
};
const options: PromptOptions = { readMedia: async () => Uint8Array.of(1) };

/** The picture in the first question, and another question after it. */
function asked(attachment: MediaAttachment): readonly Message[] {
  const base = { createdAt: 0, text: "Why?" };
  const answer = { model: "m", state: "complete", reasoning: "" } as const;
  return [
    { ...base, role: "user", id: "q1", parent: null, attachments: [attachment] },
    { ...base, ...answer, role: "assistant", id: "a1", parent: "q1" },
    { ...base, role: "user", id: "q2", parent: "a1", attachments: [] },
  ];
}

/** How much of the picture the first question carries. */
async function sent(path: readonly Message[], more: Partial<PromptOptions> = {}) {
  const { messages } = await buildPrompt(path, "", { ...options, ...more });
  const content = JSON.stringify(messages[0]?.content);
  return { picture: content.includes("image_url"), code: content.includes("xxx") };
}

test("a picture that the user left out takes the code that it shows with it", async () => {
  const path = asked({ ...shot, isDropped: true });
  for (const part of [path.slice(0, 1), path])
    expect(await sent(part)).toEqual({ picture: false, code: false });
  const [turn] = turnsOf(path);
  expect(turn && turnTokens(turn).attachments).toBeLessThan(20);
});

test("a picture that can't be seen or read leaves its code", async () => {
  const takes = { image: false, video: false };
  expect(await sent(asked(shot), { takes })).toEqual({ picture: false, code: true });
  const lost = { readMedia: async () => undefined };
  expect(await sent(asked(shot), lost)).toEqual({ picture: false, code: true });
});

test.each([
  [2000, "whole", { picture: true, code: true }],
  [500, "shown code", { picture: false, code: true }],
  [100, "name", { picture: false, code: false }],
] as const)(
  "in a budget of %i tokens goes, and is counted, its %s",
  async (budget, extent, all) => {
    const path = asked(shot);
    expect(await sent(path, { budget })).toEqual(all);
    const { turns, leftOut } = trim(turnsOf(path), "", budget);
    const [turn] = turns;
    expect(turn && turnTokens(turn).attachments).toBe(attachmentTokens(shot, extent));
    expect(turns.reduce((sum, one) => sum + turnTokens(one).total, 0)).toBeLessThanOrEqual(budget);
    expect(leftOut).toMatchObject({
      attachments: all.picture ? [] : ["a.ts:1 1280×800"],
      questions: 0,
    });
  },
);
