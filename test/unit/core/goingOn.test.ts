import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Chat } from "../../../src/core/chat.ts";
import { path, type Conversation } from "../../../src/core/conversation.ts";
import { editing, notEditing, takenBack } from "../../../src/core/draft.ts";
import { nothingLeftOut } from "../../../src/core/promptBudget.ts";
import { setUp } from "./liveChat.ts";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe("continuing", () => {
  test("the request ends with the answer so far and asks for the rest; what comes joins it", async () => {
    const asked: Conversation[] = [];
    const { chat, started, writes } = setUp({
      buildRequest: async (conversation) => {
        asked.push(conversation);
        const request = { model: "m", messages: [], parameters: {} };
        return { request, leftOut: nothingLeftOut };
      },
    });
    const first = chat.ask("hello", []);
    const broken = await started();
    broken.emit({ type: "text", text: "One, two, " });
    broken.end({ type: "cut-off", reason: "no-finish", totalMs: 1 });
    await first;
    const id = chat.conversation.head ?? "";

    const rest = chat.continue(id);
    expect(chat.runningId).toBe(id);
    const { emit, end } = await started();
    expect(asked.at(-1) && path(asked[1] ?? chat.conversation).at(-1)).toMatchObject({
      text: "One, two, ",
      state: "waiting",
    });
    emit({ type: "text", text: "three." });
    await vi.advanceTimersByTimeAsync(1000);
    expect(writes.at(-1)).toMatchObject({ id, text: "One, two, three.", state: "streaming" });
    end({ type: "complete", totalMs: 1 });
    await rest;
    expect(path(chat.conversation).map(({ text }) => text)).toEqual(["hello", "One, two, three."]);
    await chat.continue(id);
    expect(asked).toHaveLength(2);
  });
});

describe("another window", () => {
  test("has the same draft, but for what is newer here than on the disk", async () => {
    const writing = Promise.withResolvers<void>();
    const store = {
      putConversation: async () => {},
      putMessage: async () => {},
      putDraft: () => writing.promise,
    };
    const { chat } = setUp({ store });
    const theirs = (text: string): Conversation => ({
      ...chat.conversation,
      draft: { text, attachments: [] },
    });
    chat.takeOver(theirs("theirs"));
    expect(chat.conversation.draft.text).toBe("theirs");
    chat.setDraft("ours");
    chat.takeOver(theirs("older"));
    await vi.advanceTimersByTimeAsync(1000);
    chat.takeOver(theirs("older, too"));
    expect(chat.conversation.draft.text).toBe("ours");
    writing.resolve();
    await vi.advanceTimersByTimeAsync(0);
    chat.takeOver(theirs("newer"));
    expect(chat.conversation.draft.text).toBe("newer");
  });

  test("changes a chat that is answering here: taken over once it has answered", async () => {
    const behind: string[] = [];
    const { chat, started } = setUp({ catchUp: (id) => behind.push(id) });
    void chat.ask("one", []);
    const answer = await started();
    chat.takeOver({ ...chat.conversation, title: "renamed", messages: [] });
    expect(chat.conversation.messages).toHaveLength(2);
    expect(behind).toEqual([]);
    answer.end({ type: "complete", totalMs: 1 });
    await vi.advanceTimersByTimeAsync(0);
    expect(behind).toEqual(["c"]);
    chat.takeOver({ ...chat.conversation, title: "renamed" });
    expect(chat.conversation.title).toBe("renamed");
  });

  test("asks a queued question, and no one else asks it again", () => {
    const { chat } = setUp();
    chat.queue("asked there", []);
    chat.queue("not asked", []);
    const [id = ""] = chat.conversation.draft.queue?.map((question) => question.id) ?? [];
    const question = {
      role: "user",
      id,
      parent: null,
      createdAt: 0,
      text: "",
      attachments: [],
    } as const;
    chat.takeOver({ ...chat.conversation, messages: [question] });
    expect(chat.conversation.draft.queue).toMatchObject([{ text: "not asked" }]);
  });
});

describe("the queue", () => {
  test("is asked in its order, each question when the answer before is complete", async () => {
    const { chat, started } = setUp();
    void chat.ask("one", []);
    const first = await started();
    chat.queue("two", []);
    chat.queue("three", []);
    first.end({ type: "complete", totalMs: 1 });
    const second = await started();
    expect(chat.conversation.draft.queue).toMatchObject([{ text: "three" }]);
    second.end({ type: "complete", totalMs: 1 });
    await started();
    expect(questionsOf(chat)).toEqual(["one", "two", "three"]);
    expect(chat.conversation.draft).toEqual({ text: "", attachments: [] });
  });

  test.each([
    { type: "failed", failure: { kind: "server", message: "" } },
    { type: "cut-off", reason: "no-finish" },
    { type: "stopped" },
  ] as const)("waits for the user's word after an answer that $type", async (ending) => {
    const { chat, started, requests } = setUp();
    const asked = chat.ask("one", []);
    chat.queue("two", []);
    (await started()).end({ ...ending, totalMs: 1 });
    await asked;
    await vi.advanceTimersByTimeAsync(1000);
    expect(requests).toHaveLength(1);
    void chat.askQueued(chat.conversation.draft.queue?.[0]?.id ?? "");
    await started();
    expect(questionsOf(chat)).toEqual(["one", "two"]);
  });

  test("waits for the user's word where a question can't be asked as it is", async () => {
    const { chat, started, requests } = setUp({ canAsk: ({ text }) => text !== "two" });
    const asked = chat.ask("one", []);
    chat.queue("two", []);
    (await started()).end({ type: "complete", totalMs: 1 });
    await asked;
    await vi.advanceTimersByTimeAsync(1000);
    expect(requests).toHaveLength(1);
    expect(chat.conversation.draft.queue).toMatchObject([{ text: "two" }]);
  });

  test("is kept while a question is edited, and gives back what it has", async () => {
    const { chat, started } = setUp();
    const asked = chat.ask("one", []);
    (await started()).end({ type: "stopped", totalMs: 1 });
    await asked;
    chat.setDraft("half");
    chat.queue("two", []);
    chat.changeDraft((draft) => editing(draft, { id: "q", text: "one", attachments: [] }));
    expect(chat.conversation.draft).toMatchObject({ text: "one", queue: [{ text: "two" }] });
    chat.changeDraft(notEditing);
    chat.changeDraft((draft) => takenBack(draft, draft.queue?.[0]?.id ?? ""));
    expect(chat.conversation.draft).toEqual({ text: "two\n\nhalf", attachments: [] });
  });

  test("a question that is taken back while another one is edited is there afterwards", () => {
    const { chat } = setUp();
    chat.setDraft("half");
    chat.queue("two", []);
    chat.changeDraft((draft) => editing(draft, { id: "q", text: "one", attachments: [] }));
    chat.changeDraft((draft) => takenBack(draft, draft.queue?.[0]?.id ?? ""));
    expect(chat.conversation.draft).toMatchObject({ text: "one" });
    chat.changeDraft(notEditing);
    expect(chat.conversation.draft).toEqual({ text: "two\n\nhalf", attachments: [] });
  });
});

function questionsOf({ conversation }: Chat): readonly string[] {
  return path(conversation).flatMap(({ role, text }) => (role === "user" ? text : []));
}
