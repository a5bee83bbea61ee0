import { expect, test, vi } from "vitest";
import { newFile } from "../../../src/host/code/newFile.ts";
import { revealAttachment } from "../../../src/host/context/reveal.ts";

const { chatTab, showTextDocument } = vi.hoisted(() => ({
  chatTab: class {
    readonly viewType = "eigen.chatEditor";
  },
  showTextDocument: vi.fn(),
}));
vi.mock("../../../src/host/languages.ts", () => ({ languageId: async () => undefined }));
vi.mock("../../../src/host/workspaceFiles.ts", () => ({}));
vi.mock("../../../src/host/code/confirmIfObeyed.ts", () => ({}));
vi.mock("vscode", async () => ({
  ...(await import("./context/vscodeLines.ts")),
  TabInputWebview: chatTab,
  ViewColumn: { Active: -1, Beside: -2 },
  window: {
    showTextDocument,
    visibleTextEditors: [],
    tabGroups: { activeTabGroup: { activeTab: { input: new chatTab() } } },
  },
  workspace: { openTextDocument: async () => ({ uri: "untitled:Untitled-1" }) },
}));

const text = "echo";
test.each<readonly [string, () => Promise<void>]>([
  ["a new file", () => newFile({ code: text, language: "", path: null }, undefined)],
  [
    "what a terminal said",
    () =>
      revealAttachment({ kind: "code", id: "t", path: "t", languageId: "log", text }, undefined),
  ],
])("%s opens beside a chat that has the keyboard, not over it", async (_, open) => {
  await open();
  expect(showTextDocument.mock.lastCall?.[1]).toBe(-2);
});
