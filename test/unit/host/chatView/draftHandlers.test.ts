import { expect, test, vi } from "vitest";
import type { Chat } from "../../../../src/core/chat.ts";
import { Comparison } from "../../../../src/host/chatView/comparison.ts";
import { ChatDraft } from "../../../../src/host/chatView/draft.ts";
import { draftHandlers } from "../../../../src/host/chatView/draftHandlers.ts";
import { Questions } from "../../../../src/host/chatView/questions.ts";
import { emptyChats } from "../../../emptyChats.ts";

vi.mock("vscode", () => ({ default: {}, commands: {}, l10n: {} }));
vi.mock("../../../../src/host/context/problems.ts", () => ({}));

test("what was typed before the host changed the text does not replace that", () => {
  const { chat, draft, handlers } = view();
  const { id: conversationId } = chat.conversation;
  const { epoch } = draft.view();
  draft.setText("Edit me.");
  draft.changed();
  handlers.draft({ type: "draft", conversationId, text: "Typed before", epoch });
  expect(draft.text).toBe("Edit me.");
  const later = { conversationId, text: "Edit me. Typed after", epoch: draft.view().epoch };
  handlers.draft({ type: "draft", ...later });
  expect(draft.text).toBe(later.text);
});

test("what was typed after a question comes once, also where it is told before the view hears of the question", () => {
  const { chat, draft, handlers } = view();
  const { id: conversationId } = chat.conversation;
  const { epoch } = draft.view();
  handlers.send({ type: "send", conversationId, text: "Why?", epoch });
  handlers.draft({ type: "draft", conversationId, text: "Why? And", epoch });
  expect(draft.view()).toMatchObject({ text: "", sent: "Why?" });
});

test("what was written after a question stays, where that goes out once its chat is left", async () => {
  const { chats, handlers } = view();
  const left = chats.create();
  left.setDraft("Why? And");
  const { id: conversationId } = left.conversation;
  handlers.send({ type: "send", conversationId, text: "Why?", epoch: 0 });
  await vi.waitFor(() => expect(left.shown[0]).toMatchObject({ text: "Why?" }));
  expect(left.conversation.draft.text).toBe(" And");
});

test("what was typed after a question stays where its chat is left before the view hears of the question", () => {
  const { chats, chat, draft, handlers, show } = view();
  const { id: conversationId } = chat.conversation;
  const { epoch } = draft.view();
  handlers.send({ type: "send", conversationId, text: "Why?", epoch });
  handlers.draft({ type: "draft", conversationId, text: "Why? And", epoch });
  show(chats.create());
  expect(chat.conversation.draft.text).toBe(" And");
  expect(draft.text).toBe("");
});

test.each(["before", "after"])(
  "a question that was sent %s its chat was left is not its draft again",
  async (when) => {
    const { chats, chat, draft, handlers, show } = view();
    const { id: conversationId } = chat.conversation;
    const { epoch } = draft.view();
    if (when === "after") show(chats.create());
    handlers.send({ type: "send", conversationId, text: "Why?", epoch });
    if (when === "before") show(chats.create());
    handlers.draft({ type: "draft", conversationId, text: "Why? And", epoch });
    await vi.waitFor(() => expect(chat.conversation.draft.text).toBe(" And"));
    expect(chat.shown[0]).toMatchObject({ text: "Why?" });
  },
);

const nothing = (): void => undefined;

function view() {
  const chats = emptyChats();
  const first = chats.create();
  let chat = first;
  const draft = new ChatDraft(() => chat, { current: [], selected: [] }, nothing);
  const comparison = new Comparison({
    chat: () => chat,
    models: () => [],
    model: (id) => ({ id }),
    changed: nothing,
    refuseWhileAnswering: nothing,
  });
  const questions = new Questions({
    chat: () => chat,
    draft,
    hasKey: () => true,
    model: (id) => ({ id }),
    comparison,
    alertChanged: nothing,
  });
  const handlers = draftHandlers({ chats, chat: () => chat, draft, questions });
  const show = (other: Chat) => {
    chat = other;
    draft.takeOver();
  };
  return { chats, chat: first, draft, handlers, show };
}
