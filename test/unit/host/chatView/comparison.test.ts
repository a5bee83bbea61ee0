import { beforeEach, expect, test, vi } from "vitest";
import type { MediaAttachment } from "../../../../src/core/attachment.ts";
import { alertActions } from "../../../../src/host/chatView/alertActions.ts";
import { Comparison } from "../../../../src/host/chatView/comparison.ts";
import { ChatDraft } from "../../../../src/host/chatView/draft.ts";
import { Questions } from "../../../../src/host/chatView/questions.ts";
import type { Model } from "../../../../src/shared/model.ts";
import { emptyChats } from "../../../emptyChats.ts";

const { executeCommand, pickCandidates } = vi.hoisted(() => ({
  executeCommand: vi.fn(),
  pickCandidates: vi.fn(),
}));
vi.mock("vscode", () => ({
  commands: { executeCommand },
  l10n: { t: (text: string) => text },
}));
vi.mock("../../../../src/host/context/problems.ts", () => ({}));
vi.mock("../../../../src/host/presets.ts", () => ({ presets: () => [] }));
vi.mock("../../../../src/host/models/candidatePicker.ts", () => ({
  pickCandidates,
  candidateName: () => "",
}));

const picture: MediaAttachment = {
  kind: "image",
  id: "p",
  name: "a.png",
  media: { sha256: "", mime: "image/png", size: 1, width: 1, height: 1 },
};

beforeEach(() => vi.clearAllMocks());

test("where several models are to be asked, the one that can't see pictures is replaced among them", async () => {
  const { act, comparison, questions } = view();
  pickCandidates.mockResolvedValueOnce(["seeing", "blind"].map((id) => ({ model: id })));
  await comparison.choose();
  questions.send("What is it?");
  expect(questions.alert?.actions.map(({ id }) => id)).toContain("selectModel");
  act.selectModel(null);
  expect(pickCandidates).toHaveBeenCalledTimes(2);
  expect(executeCommand).not.toHaveBeenCalled();
});

test("where the chat's own model is asked alone, another one is chosen for the chat", () => {
  const { act, questions } = view();
  questions.send("What is it?");
  act.selectModel(null);
  expect(executeCommand).toHaveBeenCalledWith("eigen.selectModel", ["image"]);
  expect(pickCandidates).not.toHaveBeenCalled();
});

const nothing = (): void => undefined;

const model = (id: string): Model => ({ id, input: id === "blind" ? ["text"] : ["text", "image"] });

function view() {
  const chat = emptyChats().create();
  chat.update({ model: "blind" });
  chat.setDraft("", [picture]);
  const draft = new ChatDraft(() => chat, { current: [], selected: [] }, nothing);
  const comparison = new Comparison({
    chat: () => chat,
    models: () => [],
    model,
    changed: nothing,
    refuseWhileAnswering: nothing,
  });
  const questions = new Questions({
    chat: () => chat,
    draft,
    hasKey: () => true,
    model,
    comparison,
    alertChanged: nothing,
  });
  const act = alertActions(Object({ chat: () => chat, questions }));
  return { act, comparison, questions };
}
