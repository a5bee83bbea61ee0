import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  askingForSummary,
  droppedQuestions,
  oldestTurns,
  planSummary,
  summaryText,
  withoutTurns,
  withTurns,
} from "../../../src/core/dropTurns.ts";
import {
  emptyConversation,
  path,
  withMessage,
  type Conversation,
  type Message,
} from "../../../src/core/conversation.ts";
import { buildPrompt } from "../../../src/core/prompt.ts";

/** A chat of questions `q0`, `q1`… with answers `a0`, `a1`…, each text as long as asked for. */
function chatOf(lengths: readonly number[]): Conversation {
  const messages = lengths.flatMap((length, i): Message[] => {
    const text = `${"x".repeat(length)} `;
    const parent = i === 0 ? null : `a${i - 1}`;
    const common = { createdAt: 0, model: "m", state: "complete", reasoning: "" } as const;
    return [
      { role: "user", id: `q${i}`, parent, createdAt: 0, text: `${text}q${i}`, attachments: [] },
      { ...common, role: "assistant", id: `a${i}`, parent: `q${i}`, text: `${text}a${i}` },
    ];
  });
  const empty = emptyConversation({
    id: "c",
    createdAt: 0,
    model: "m",
    parameters: {},
    systemPrompt: "",
  });
  return { ...empty, messages, head: messages.at(-1)?.id ?? null };
}

function changed(conversation: Conversation, messages: readonly Message[]): Conversation {
  return messages.reduce(withMessage, conversation);
}

/** The last word of each message that is sent with the next question, without that. */
async function sent(conversation: Conversation): Promise<readonly string[]> {
  const messages = path(conversation);
  const asked = messages.at(-1)?.role === "user" ? messages : [...messages, nextQuestion];
  const options = { readMedia: () => Promise.resolve(undefined) };
  const prompt = await buildPrompt(asked, "", options);
  const words = prompt.messages.map(({ content }) =>
    typeof content === "string" ? (content.split(" ").at(-1) ?? "") : "",
  );
  return words.slice(0, asked === messages ? undefined : -1);
}

const nextQuestion: Message = {
  role: "user",
  id: "next",
  parent: null,
  createdAt: 0,
  text: "?",
  attachments: [],
};

test("leaving out takes the older half at most, at least one turn, never the last; and it is undone whole", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.nat(2000), { minLength: 1, maxLength: 8 }),
      fc.integer({ min: 1, max: 9 }),
      async (lengths, times) => {
        const chat = chatOf(lengths);
        let shorter = chat;
        for (let i = 0; i < times; i++) {
          const { questions } = oldestTurns(shorter);
          const left = lengths.length - droppedQuestions(path(shorter)).length;
          expect(questions.length).toBeGreaterThanOrEqual(left > 1 ? 1 : 0);
          expect(questions.length).toBeLessThan(left);
          shorter = changed(shorter, withoutTurns(questions, []));
        }
        expect(path(shorter)).toHaveLength(path(chat).length);
        const whole = await sent(chat);
        const rest = await sent(shorter);
        expect(rest).toEqual(whole.slice(whole.length - rest.length));
        expect(rest.at(-1)).toBe(`a${lengths.length - 1}`);
        const again = changed(shorter, withTurns(droppedQuestions(path(shorter))));
        expect(again).toEqual(chat);
      },
    ),
  );
});

test("a summary is asked for with the chat up to there, and sent in its place; a later one replaces it", async () => {
  const chat = chatOf([1, 1, 1, 1]);
  const first = oldestTurns(chat).questions;
  const last = first.at(-1);
  if (last === undefined) throw new Error("nothing to summarize");
  expect(first.map(({ id }) => id)).toEqual(["q0", "q1"]);
  const asked = await sent(askingForSummary(chat, last));
  expect(asked.slice(0, -1)).toEqual(["q0", "a0", "q1", "a1"]);
  const short = changed(chat, withoutTurns(first, [], "In short one"));
  expect(await sent(short)).toEqual(["far.", "one", "q2", "a2", "q3", "a3"]);
  const more = oldestTurns(short).questions;
  const shorter = changed(short, withoutTurns(more, droppedQuestions(path(short)), "shorter two"));
  expect(await sent(shorter)).toEqual(["far.", "two", "q3", "a3"]);
});

/** Asks with room for so many tokens. */
async function summaryOf(conversation: Conversation, budget: number) {
  const summary = await planSummary(conversation, async (whole) => {
    const options = { readMedia: () => Promise.resolve(undefined), budget };
    const { messages, leftOut } = await buildPrompt(path(whole), "", options);
    return { request: { model: "m", messages, parameters: {} }, leftOut };
  });
  return summary && { ...summary, ids: summary.questions.map(({ id }) => id) };
}

describe("a summary is of what its request holds", () => {
  test("of fewer turns where more do not fit, of none where not one does", async () => {
    const chat = chatOf([400, 400, 400, 400, 400, 400, 400, 400]);
    expect((await summaryOf(chat, 10_000))?.ids).toEqual(["q0", "q1", "q2", "q3"]);
    const some = await summaryOf(chat, 650);
    expect(some?.ids).toEqual(["q0", "q1"]);
    expect(JSON.stringify(some?.request.messages)).toMatch(/q0.*a0.*q1.*a1/);
    expect(await summaryOf(chat, 100)).toBeUndefined();
  });

  test("code that does not fit is named", async () => {
    const chat = chatOf([1, 1, 1, 1]);
    const text = "let a = 1;\n".repeat(1000);
    const code = { kind: "code", id: "c", path: "src/a.ts", languageId: "ts", text } as const;
    const messages = chat.messages.map((message) =>
      message.id === "q0" ? { ...message, attachments: [code] } : message,
    );
    const some = await summaryOf({ ...chat, messages }, 1000);
    expect(some).toMatchObject({ ids: ["q0"], missing: ["a.ts"] });
    expect(some && summaryText(" All. ", some)).toBe("All.\n\n(Not read for this summary: a.ts)");
  });
});

test("a question that was left out is sent whole when it is asked again", async () => {
  const chat = chatOf([1, 1]);
  const short = changed(chat, withoutTurns(oldestTurns(chat).questions, []));
  expect(await sent({ ...short, head: "q0" })).toEqual(["q0"]);
});
