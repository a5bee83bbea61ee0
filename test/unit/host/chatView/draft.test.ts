import { expect, test, vi } from "vitest";
import type { CodeAttachment } from "../../../../src/core/attachment.ts";
import { ChatDraft } from "../../../../src/host/chatView/draft.ts";
import { emptyChats } from "../../../emptyChats.ts";

vi.mock("vscode", () => ({}));
vi.mock("../../../../src/host/context/problems.ts", () => ({}));

const line: CodeAttachment = {
  kind: "code",
  id: "line",
  path: "a.ts",
  uri: "file:///a.ts",
  languageId: "typescript",
  lines: { start: 12, end: 12 },
  text: "const foo = bar;",
};

test.each([
  ["a part of its line", { ...line, id: "attached", isPart: true, text: "foo" }],
  ["what its line was before", { ...line, id: "attached", outdated: true, text: "foo();" }],
])("a selection is offered beside %s, also once that was removed", (_, attached) => {
  const draft = draftWith(line);
  draft.add([attached]);
  expect(draft.offered).toEqual([line]);
  draft.remove("attached");
  expect(draft.offered).toEqual([line]);
});

test("a selection is not offered beside itself, nor once it was removed", () => {
  const draft = draftWith(line);
  draft.add([{ ...line, id: "attached" }]);
  expect(draft.offered).toEqual([]);
  draft.remove("attached");
  expect(draft.offered).toEqual([]);
});

function draftWith(selected: CodeAttachment): ChatDraft {
  const chat = emptyChats().create();
  const selection = { current: [selected], selected: [selected] };
  return new ChatDraft(
    () => chat,
    selection,
    () => undefined,
  );
}
