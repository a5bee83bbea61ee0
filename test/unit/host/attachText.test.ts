import { expect, test, vi } from "vitest";
import { attachmentHandlers } from "../../../src/host/chatView/attachmentHandlers.ts";
import { parseIntent } from "../../../src/host/chatView/intentSchema.ts";
import { emptyChats } from "../../emptyChats.ts";

vi.mock("vscode", () => ({
  extensions: { all: [] },
  languages: { getLanguages: async () => [] },
  l10n: { t: (text: string) => text },
}));

test("a text file goes to the chat that it was dropped in, also when another one is shown by now", async () => {
  const chats = emptyChats();
  const [there, shown] = [chats.create(), chats.create()];
  const attach = vi.fn<(...args: readonly unknown[]) => Promise<boolean>>(async () => true);
  const held: Promise<boolean>[] = [];
  const { attachText } = attachmentHandlers(
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    { chats, attach } as unknown as Parameters<typeof attachmentHandlers>[0],
    () => shown,
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    {} as Parameters<typeof attachmentHandlers>[2],
    { hold: (work) => held.push(work), refuse: () => {} },
  );
  for (const conversationId of [there.conversation.id, "gone"]) {
    const intent = { type: "attachText", conversationId, name: "a.txt", text: "1" } as const;
    expect(parseIntent(intent)).toEqual(intent);
    attachText(intent);
  }
  expect(await Promise.all(held)).toEqual([true, true]);
  const file = expect.objectContaining({ path: "a.txt", text: "1" });
  expect(attach.mock.calls).toEqual([
    [[file], there],
    [[file], shown],
  ]);
});
