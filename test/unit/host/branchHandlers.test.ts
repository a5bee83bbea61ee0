import { expect, test } from "vitest";
import type { CodeAttachment } from "../../../src/core/attachment.ts";
import { branchHandlers } from "../../../src/host/chatView/branchHandlers.ts";
import { emptyChats } from "../../emptyChats.ts";

test("the code of a question that is edited is looked at again, though the same chat is shown", async () => {
  const code: CodeAttachment = {
    kind: "code",
    id: "1",
    path: "a.ts",
    languageId: "typescript",
    text: "old",
  };
  const chats = emptyChats();
  const chat = chats.create();
  await chat.ask("Why?", [code]);
  const checked: unknown[] = [];
  const handlers = branchHandlers(() => ({
    chats,
    chat,
    questions: { refuseWhileAnswering: () => expect.fail() },
    show: () => {},
    recheckAttachments: (one) => checked.push(...one.conversation.draft.attachments),
  }));
  handlers.editLast({ type: "editLast" });
  expect(checked).toEqual([code]);
});
