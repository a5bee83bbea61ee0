import { beforeEach, expect, test, vi } from "vitest";
import { ChatController } from "../../../../src/host/chatView/controller.ts";
import { ChatViews } from "../../../../src/host/chatView/chatViews.ts";
import type { HostMessage } from "../../../../src/shared/protocol.ts";
import { emptyChats } from "../../../emptyChats.ts";
import { memoryStore } from "../../../memoryStore.ts";

const place = vi.hoisted(() => ({ controller: undefined as unknown }));
vi.mock("../../../../src/host/context/problems.ts", () => ({}));
vi.mock("vscode", async () => ({
  ...(await import("../context/vscodeLines.ts")),
  commands: { executeCommand: async () => undefined },
  env: {},
  l10n: { t: (text: string) => text },
  languages: { getDiagnostics: () => [] },
  window: { registerWebviewViewProvider: () => undefined },
  workspace: { getConfiguration: () => ({ get: () => undefined }) },
}));
vi.mock("../../../../src/host/chatView/editorTabs.ts", () => ({
  EditorTabs: class {
    readonly surfaces = [];
  },
}));
vi.mock("../../../../src/host/chatView/sideBar.ts", () => ({
  chatViewId: "",
  ChatSideBar: class {
    readonly surface = { controller: Promise.resolve(place.controller), isUsed: true };
    show = async () => undefined;
  },
}));

const nothing = (): void => undefined;

let posted: HostMessage[];
let controller: ChatController;
let views: ChatViews;

beforeEach(async () => {
  posted = [];
  const store = memoryStore();
  const chats = emptyChats(undefined, store);
  const context = {
    chats,
    store,
    banner: { view: null },
    history: { history: store, modelName: String, isAnswering: () => false },
    selection: { current: [], selected: [] },
    hasKey: () => true,
    model: (id: string) => ({ id }),
    models: () => [],
    onCurrentChange: nothing,
    runningChanged: nothing,
    recheckAttachments: nothing,
  };
  controller = new ChatController(chats.create(), Object(context), (message) =>
    posted.push(message),
  );
  place.controller = controller;
  views = new ChatViews(Object({}));
  controller.handle({ type: "ready" });
  await controller.history.show();
  posted = [];
});

test("a chat that is to be seen is told so before anything is done in it", async () => {
  await views.reveal();
  expect(posted.map((message) => message.type)).toEqual(["snapshot", "focusComposer"]);
  expect(posted[0]).toMatchObject({ state: { history: null } });
});

test("New Chat takes the history away; a new chat in place of one that is deleted in the list does not", () => {
  controller.newChat();
  expect(controller.history.view).not.toBeNull();
  controller.handle({ type: "newChat" });
  expect(controller.history.view).toBeNull();
});

test("a chat of the list that can't be opened is spoken of at the composer", async () => {
  controller.handle({ type: "history", action: { do: "open", id: "gone", messageId: null } });
  await vi.waitFor(() =>
    expect(controller.questions.alert?.text).toBe("This chat could not be opened."),
  );
});
