import { expect, test } from "vitest";
import type { CodeAttachment } from "../../../../src/core/attachment.ts";
import type { Message, Question } from "../../../../src/core/conversation.ts";
import { nothingLeftOut } from "../../../../src/core/promptBudget.ts";
import { sentAttachments } from "../../../../src/host/receipts/sentAttachments.ts";
import { answer, conversation, question } from "../../store/storeValues.ts";

function asking(id: string, parent: string | null): Question {
  const code: CodeAttachment = { kind: "code", id, path: id, languageId: "text", text: id };
  return { ...question(id, "?", parent), attachments: [code] };
}

const last = asking("last", "failed");
const messages: readonly Message[] = [
  asking("answered", null),
  answer("a", "answered", { text: "Yes." }),
  asking("first", "a"),
  asking("second", "first"),
  answer("failed", "second", { state: "failed" }),
  last,
];

function sent(leftOut = nothingLeftOut): readonly string[] {
  const chat = { ...conversation(), messages };
  return sentAttachments(chat, last, answer("b", "last", { leftOut })).map(({ id }) => id);
}

test("questions without an answer went out with the next one, as far as they were not left out", () => {
  expect(sent()).toEqual(["first", "second", "last"]);
  expect(sent({ ...nothingLeftOut, attachments: ["second"] })).toEqual(["first", "last"]);
  expect(sent({ ...nothingLeftOut, questions: 2 })).toEqual(["second", "last"]);
});

test("what the last question has is never left out, whatever the names of what was", () => {
  expect(sent({ ...nothingLeftOut, attachments: ["last"] })).toContain("last");
});
