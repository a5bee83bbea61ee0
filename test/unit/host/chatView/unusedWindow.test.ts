import { expect, test, vi } from "vitest";
import { ChatViews } from "../../../../src/host/chatView/chatViews.ts";
import { emptyChats } from "../../../emptyChats.ts";
import { memoryStore } from "../../../memoryStore.ts";

vi.mock("../../../../src/host/context/problems.ts", () => ({}));
vi.mock("vscode", async () => ({
  ...(await import("../context/vscodeLines.ts")),
  commands: { executeCommand: async () => undefined },
  l10n: { t: (text: string) => text },
  window: { registerWebviewViewProvider: () => ({ dispose: () => undefined }) },
}));
vi.mock("../../../../src/host/chatView/editorTabs.ts", () => ({
  EditorTabs: class {
    readonly surfaces = [];
    dispose = () => undefined;
  },
}));

test("a window in which nobody chats reads no chat, whatever it is told; then the last one, once", async () => {
  const store = memoryStore();
  const latest = vi.spyOn(store, "latest");
  const chats = emptyChats(undefined, store);
  const unused = new ChatViews(Object({ chats }));
  const tell = vi.fn();
  await unused.forEach(tell);
  unused.dispose();
  expect([tell, latest].map(({ mock }) => mock.calls.length)).toEqual([0, 0]);

  const used = new ChatViews(Object({ chats, runningChanged: () => undefined }));
  await used.controller;
  await used.forEach(tell);
  expect([tell, latest].map(({ mock }) => mock.calls.length)).toEqual([1, 1]);
});
