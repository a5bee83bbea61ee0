import { expect, test } from "vitest";
import type { CodeAttachment, Problem } from "../../../../src/core/attachment.ts";
import { importChat } from "../../../../src/core/exchange/importChat.ts";
import { conversation, question } from "../../store/storeValues.ts";

function code(id: string, ...problems: readonly Problem[]): CodeAttachment {
  return { kind: "code", id, path: "a.ts", languageId: "typescript", text: "", problems };
}

/** The ids of what comes back of a question's attachments. */
function imported(attachments: readonly unknown[]): readonly string[] | undefined {
  const messages = [{ ...question("q", "Why?"), attachments }];
  const file = { ...conversation(), messages, head: "q" };
  const json = JSON.stringify({ format: "eigen-chat", version: 1, conversation: file, media: {} });
  const [first] = importChat(json)?.conversation.messages ?? [];
  return first?.role === "user" ? first.attachments.map(({ id }) => id) : undefined;
}

test("an attachment that can't be read is left out by itself; too many are all left out", () => {
  const problem: Problem = { severity: "error", line: 1, message: "Not so." };
  const broken = code("broken", ...Array.from({ length: 1_001 }, () => problem));
  expect(imported([code("one", problem), broken, null, 7, code("two")])).toEqual(["one", "two"]);
  expect(imported([code("long", { ...problem, message: "x".repeat(10_001) })])).toEqual(["long"]);
  expect(imported(Array.from({ length: 1_001 }, () => code("many")))).toEqual([]);
});
