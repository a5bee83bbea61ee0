import { expect, test, vi } from "vitest";
import type { Complete } from "../../../../src/core/completion.ts";
import type { ApplyPreview } from "../../../../src/host/code/applyPreview.ts";
import { editSelection } from "../../../../src/host/editSelection/editSelection.ts";
import type { AskingPorts } from "../../../../src/host/requestDefaults.ts";
import { Document, Range } from "../context/vscodeLines.ts";

const window = vi.hoisted(() => ({
  showInputBox: vi.fn(),
  showInformationMessage: vi.fn(),
  showErrorMessage: vi.fn(),
  showWarningMessage: vi.fn(),
  withProgress: (_: unknown, task: (...args: readonly unknown[]) => unknown) =>
    task({}, { onCancellationRequested: () => ({ dispose() {} }) }),
}));
vi.mock("vscode", async () => ({
  ...(await import("../context/vscodeLines.ts")),
  window,
  l10n: { t: (text: string) => text },
  ProgressLocation: { Notification: 15 },
  workspace: { getWorkspaceFolder: () => undefined },
}));

test("the lines that are edited are where formatting has moved them while the instruction was typed", async () => {
  const document = new Document("a\nb\nc");
  const editor = { document, selection: new Range(1, 0, 1, 1) };
  window.showInputBox.mockImplementation(async () => {
    document.set("new\na\nb\nc");
    editor.selection = new Range(2, 0, 2, 1);
    return "shout";
  });
  const { begin, asked } = await run(editor);
  expect(begin.mock.calls[0]?.[1]).toEqual(new Range(2, 0, 2, 1));
  expect(asked[0]).toMatch(/lines? 3[^]*\nb\n/);
});

test("nothing is proposed for a file that changes between the reading of its lines and the proposal", async () => {
  const document = new Document("a\nb\nc");
  window.showInputBox.mockResolvedValue("shout");
  const { begin, asked } = await run({ document, selection: new Range(1, 0, 1, 1) }, () => {
    document.set("new\na\nb\nc");
    return [];
  });
  expect([begin.mock.calls.length, asked.length]).toEqual([0, 0]);
  expect(window.showInformationMessage.mock.lastCall?.[0]).toMatch(/^The file has changed since/);
});

test("a change with characters that can't be seen is accepted only after a question", async () => {
  const editor = { document: new Document("a\nb\nc"), selection: new Range(1, 0, 1, 1) };
  window.showInputBox.mockResolvedValue("shout");
  window.showWarningMessage.mockResolvedValueOnce(undefined);
  const refused = await run(editor, () => [], "```\nB\u{202e}\n```");
  expect(refused.ends).toEqual(["closed"]);
  window.showWarningMessage.mockResolvedValueOnce("Use It Anyway");
  const agreed = await run(editor, () => [], "```\nB\u{202e}\n```");
  expect(agreed.ends).toEqual(["finished"]);
});

/** `ownKeys` is asked for once the lines have been read. */
async function run(editor: unknown, ownKeys: () => readonly string[] = () => [], answer?: string) {
  const asked: string[] = [];
  const complete: Complete = async ({ messages }, { onEvent }) => {
    asked.push(JSON.stringify(messages.at(-1)?.content).replaceAll("\\n", "\n"));
    if (answer === undefined) return { type: "stopped", totalMs: 1 };
    onEvent({ type: "text", text: answer });
    return { type: "complete", totalMs: 1 };
  };
  const ports: AskingPorts = {
    complete,
    defaults: () => Object({ model: { id: "m" }, parameters: {} }),
    ownKeys,
    hasKey: async () => true,
    showFailure: async () => undefined,
  };
  const ends: string[] = [];
  const begin = vi.fn<ApplyPreview["begin"]>(async () => ({
    isOpen: () => true,
    update: () => undefined,
    finish: () => void ends.push("finished"),
    close: async () => void ends.push("closed"),
  }));
  await editSelection(ports, Object({ begin }), Object(editor));
  return { begin, asked, ends };
}
