import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { path } from "../../../src/core/conversation.ts";
import { nothingLeftOut } from "../../../src/core/promptBudget.ts";
import { setUp } from "./liveChat.ts";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

async function fail(): Promise<void> {
  throw new Error("disk full");
}

describe("asking", () => {
  test("the question is on the disk before its request leaves", async () => {
    const order: string[] = [];
    const { chat } = setUp({
      store: {
        putDraft: async () => {},
        putConversation: async () => {},
        putMessage: async (_, { role }) => void order.push(`put ${role}`),
      },
      complete: async () => {
        order.push("request");
        return { type: "complete", totalMs: 1 };
      },
    });
    await chat.ask("hello", []);
    expect(order.slice(0, 3)).toEqual(["put user", "put assistant", "request"]);
  });

  test("the head names nothing that the store does not have, whenever the host dies", async () => {
    const ids = new Set<string | null>([null]);
    const heads: (string | null)[] = [];
    const { chat } = setUp({
      store: {
        putDraft: async () => {},
        putConversation: async ({ head }) => {
          expect(ids).toContain(head);
          heads.push(head);
        },
        putMessage: async (_, { id }) => void ids.add(id),
      },
      complete: async (_, { onEvent }) => {
        onEvent({ type: "text", text: "half" });
        return { type: "cut-off", reason: "no-finish", totalMs: 1 };
      },
    });
    await chat.ask("hello", []);
    const first = chat.conversation.head;
    await chat.continue(first ?? "");
    await chat.ask("and now?", []);
    expect(heads).toEqual([null, first, first]);
  });

  test("an answer has its place from the moment of sending and ends with its facts", async () => {
    const { chat, started } = setUp();
    const done = chat.ask("hello", []);
    expect(path(chat.conversation).map(({ role }) => role)).toEqual(["user", "assistant"]);
    const { emit, end } = await started();
    emit({ type: "text", text: "Hi" });
    emit({ type: "text", text: " there" });
    end({ type: "complete", finishReason: "stop", totalMs: 5 });
    await done;
    const answer = path(chat.conversation).at(-1);
    expect(answer).toMatchObject({ state: "complete", text: "Hi there", facts: { totalMs: 5 } });
    expect(chat.runningId).toBeNull();
  });

  test("a running answer reaches the store at least every second", async () => {
    const { chat, writes, started } = setUp();
    const done = chat.ask("hello", []);
    const { emit, end } = await started();
    emit({ type: "text", text: "half" });
    await vi.advanceTimersByTimeAsync(1000);
    expect(writes.at(-1)).toMatchObject({ text: "half", state: "streaming" });
    end({ type: "complete", totalMs: 1 });
    await done;
    expect(writes.at(-1)).toMatchObject({ text: "half", state: "complete" });
    const before = writes.length;
    await vi.advanceTimersByTimeAsync(5000);
    expect(writes.length).toBe(before);
  });

  test("a store that fails stops nothing", async () => {
    const errors: unknown[] = [];
    const { chat } = setUp({
      store: {
        putConversation: fail,
        putMessage: fail,
        putDraft: fail,
      },
      complete: async (_, { onEvent }) => {
        onEvent({ type: "text", text: "still here" });
        return { type: "complete", totalMs: 1 };
      },
      onStoreError: (error) => errors.push(error),
    });
    await chat.ask("hello", []);
    await vi.runAllTimersAsync();
    expect(path(chat.conversation).at(-1)).toMatchObject({ text: "still here" });
    expect(errors).not.toHaveLength(0);
  });
});

describe("stopping, retrying, thinking", () => {
  test("stop keeps the text", async () => {
    const { chat, started } = setUp();
    const done = chat.ask("hello", []);
    const { emit } = await started();
    emit({ type: "text", text: "half a" });
    chat.stop();
    await done;
    expect(path(chat.conversation).at(-1)).toMatchObject({ state: "stopped", text: "half a" });
  });

  test.each(["the disk", "the request"])(
    "stop ends an answer that waits for %s, which then is not asked for",
    async (slow) => {
      const waiting = Promise.withResolvers<void>();
      const wait = (what: string) => (what === slow ? waiting.promise : Promise.resolve());
      const written: string[] = [];
      const { chat, requests } = setUp({
        store: {
          putConversation: () => wait("the disk"),
          putDraft: async () => {},
          putMessage: async (_, message) =>
            void written.push(message.role === "user" ? "question" : message.state),
        },
        buildRequest: async () => {
          await wait("the request");
          const request = { model: "m", messages: [], parameters: {} };
          return { request, leftOut: nothingLeftOut };
        },
      });
      const asked = chat.ask("hello", []);
      await vi.advanceTimersByTimeAsync(2500);
      chat.stop();
      await asked;
      expect(path(chat.conversation).at(-1)).toMatchObject({ state: "stopped", text: "" });
      waiting.resolve();
      await vi.advanceTimersByTimeAsync(1000);
      expect(requests).toEqual([]);
      expect([written[0], written.at(-1)]).toEqual(["question", "stopped"]);
    },
  );

  test("a retry asks the same question and keeps the earlier answer beside the new one", async () => {
    const { chat, started } = setUp();
    const first = chat.ask("hello", []);
    (await started()).end({
      type: "failed",
      failure: { kind: "server", message: "" },
      totalMs: 1,
    });
    await first;
    const failed = path(chat.conversation).at(-1);
    const second = chat.retry(failed?.id ?? "");
    const { emit, end } = await started();
    emit({ type: "text", text: "better" });
    end({ type: "complete", totalMs: 1 });
    await second;
    expect(path(chat.conversation).map(({ text }) => text)).toEqual(["hello", "better"]);
    expect(chat.conversation.messages).toHaveLength(3);
  });

  test("two retries at once ask once", async () => {
    const { chat, started, requests } = setUp();
    const first = chat.ask("hello", []);
    (await started()).end({ type: "stopped", totalMs: 1 });
    await first;
    const id = chat.conversation.head ?? "";
    void chat.retry(id);
    void chat.retry(id);
    await started();
    expect(requests).toHaveLength(2);
    expect(chat.conversation.messages).toHaveLength(3);
  });

  test("text before a closing tag without an opener becomes thinking", async () => {
    const { chat, started } = setUp();
    const done = chat.ask("hello", []);
    const { emit, end } = await started();
    emit({ type: "text", text: "let me see" });
    emit({ type: "reclassify" });
    emit({ type: "text", text: "42" });
    end({ type: "complete", totalMs: 1 });
    await done;
    expect(path(chat.conversation).at(-1)).toMatchObject({ text: "42", reasoning: "let me see" });
  });

  test("while an attempt is waited for the answer waits and says so, and then no more", async () => {
    const { chat, started } = setUp();
    const done = chat.ask("hello", []);
    const { emit, end } = await started();
    const failure = { kind: "rate-limited", message: "" } as const;
    emit({ type: "retrying", attempt: 2, delayMs: 3000, failure });
    expect(path(chat.conversation).at(-1)).toMatchObject({
      state: "waiting",
      retrying: { attempt: 2, at: 3000 },
    });
    emit({ type: "opened" });
    end({ type: "complete", totalMs: 1 });
    await done;
    expect(path(chat.conversation).at(-1)).not.toHaveProperty("retrying");
  });
});

describe("comparing", () => {
  const candidates = [
    { model: "m", parameters: {} },
    { model: "other", parameters: { temperature: 0.2 } },
  ];

  test("one question goes to all candidates, each with its own model and parameters", async () => {
    const asked: object[] = [];
    const { chat, started, requests } = setUp({
      buildRequest: async ({ model, parameters, head }) => {
        asked.push({ model, parameters, head });
        return { request: { model, messages: [], parameters }, leftOut: nothingLeftOut };
      },
    });
    const done = chat.ask("hello", [], candidates);
    await started();
    const [first, second] = chat.compared;
    expect(asked).toEqual([
      { ...candidates[0], head: first },
      { ...candidates[1], head: second },
    ]);
    requests[1]?.emit({ type: "text", text: "two" });
    requests[0]?.emit({ type: "text", text: "one" });
    requests[1]?.end({ type: "complete", totalMs: 1 });
    expect(chat.shown.map(({ text }) => text)).toEqual(["hello", "one", "two"]);
    chat.stop();
    await done;
    expect(chat.shown.slice(1)).toMatchObject([{ state: "stopped" }, { state: "complete" }]);
    expect(chat.runningId).toBeNull();
  });

  test("the one that is kept goes on, the others end and stay as its versions", async () => {
    const { chat, writes, started } = setUp();
    const done = chat.ask("hello", [], candidates);
    (await started()).end({ type: "complete", totalMs: 1 });
    await vi.advanceTimersByTimeAsync(0);
    const [first = "", second = ""] = chat.compared;
    chat.keep(second);
    await done;
    expect(path(chat.conversation).at(-1)?.id).toBe(second);
    expect(chat.shown.map(({ id }) => id)).not.toContain(first);
    expect(writes.findLast(({ id }) => id === first)).toMatchObject({ state: "stopped" });
    const next = chat.ask("and?", []);
    (await started()).end({ type: "complete", totalMs: 1 });
    await next;
    expect(path(chat.conversation).map(({ role }) => role)).toEqual([
      "user",
      "assistant",
      "user",
      "assistant",
    ]);
    chat.showBranch(first);
    expect(chat.shown.map(({ id }) => id)).toContain(first);
    chat.compareVersions(first);
    expect(chat.shown.map(({ id }) => id).slice(1)).toEqual([first, second]);
  });

  test("a failed one is asked again in its place, also while the others are written", async () => {
    const { chat, requests, started } = setUp();
    const done = chat.ask("hello", [], candidates);
    await started();
    const failure = { kind: "server", message: "" } as const;
    requests[0]?.end({ type: "failed", failure, totalMs: 1 });
    await vi.advanceTimersByTimeAsync(0);
    const [failed = "", good = ""] = chat.compared;
    expect([chat.canRetry(failed), chat.canRetry(good)]).toEqual([true, false]);
    // What waits goes on with the answer that is kept, and none is yet.
    chat.queue("next", []);
    const again = chat.retry(failed);
    const { emit, end } = await started();
    requests[1]?.end({ type: "complete", totalMs: 1 });
    await done;
    emit({ type: "text", text: "better" });
    end({ type: "complete", totalMs: 1 });
    await again;
    expect(chat.shown.map(({ text }) => text)).toEqual(["hello", "better", ""]);
    expect(chat.compared[1]).toBe(good);
    expect(chat.conversation.messages).toHaveLength(4);
    expect(chat.conversation.draft.queue).toMatchObject([{ text: "next" }]);
  });
});
