import { beforeEach, expect, test, vi } from "vitest";
import { ApplyPreview } from "../../../../src/host/code/applyPreview.ts";

const stand = vi.hoisted(() => ({
  commands: new Map<string, () => Promise<void>>(),
  tabs: [] as object[],
  text: "",
  told: [] as string[],
  /** The answers to the questions of proposals, one after the other. */
  answers: [] as Promise<string | undefined>[],
  openedWith: [] as unknown[],
  close: vi.fn((tab: object) => {
    stand.tabs = stand.tabs.filter((one) => one !== tab);
  }),
}));

vi.mock("../../../../src/host/code/confirmIfObeyed.ts", () => ({
  confirmIfObeyed: async () => true,
}));
vi.mock("../../../../src/host/code/applyTarget.ts", async () => ({
  findTarget: (await import("vscode")).workspace.openTextDocument,
}));
vi.mock("../../../../src/host/columnFor.ts", () => ({ columnFor: () => 2 }));
vi.mock("vscode", () => {
  class TabInputTextDiff {
    readonly original: unknown;
    readonly modified: unknown;
    constructor(original: unknown, modified: unknown) {
      this.original = original;
      this.modified = modified;
    }
  }
  const disposable = { dispose() {} };
  const document = {
    getText: () => stand.text,
    positionAt: (offset: number) => offset,
    offsetAt: ({ offset }: { readonly offset: number }) => offset,
    uri: { path: "/a.py" },
  };
  return {
    TabInputTextDiff,
    TextEditorRevealType: {},
    EventEmitter: class {
      event = () => disposable;
      fire(): void {}
    },
    Disposable: { from: () => disposable },
    Range: class {
      readonly start: number;
      readonly end: number;
      constructor(start: number, end: number) {
        this.start = start;
        this.end = end;
      }
    },
    Uri: {
      from: (parts: Readonly<Record<string, string>>) => ({
        ...parts,
        toString: () => Object.values(parts).join(),
      }),
    },
    WorkspaceEdit: class {
      replace(_: unknown, { start, end }: { start: number; end: number }, text: string): void {
        stand.text = stand.text.slice(0, start) + text + stand.text.slice(end);
      }
    },
    l10n: { t: (text: string) => text },
    commands: {
      registerCommand: (name: string, run: () => Promise<void>) => stand.commands.set(name, run),
      executeCommand: async (_: string, ...[original, modified, , options]: unknown[]) => {
        stand.tabs.push({ input: new TabInputTextDiff(original, modified) });
        stand.openedWith.push(options);
      },
    },
    window: {
      tabGroups: {
        get all() {
          return [{ tabs: stand.tabs }];
        },
        get activeTabGroup() {
          return { activeTab: stand.tabs.at(-1) };
        },
        onDidChangeTabs: () => disposable,
        close: stand.close,
      },
      showInformationMessage: async (text: string, ...buttons: readonly string[]) => {
        stand.told.push(text);
        return buttons.length === 0 ? undefined : stand.answers.shift();
      },
      showErrorMessage: async (text: string) => void stand.told.push(text),
      showTextDocument: async (_: unknown, options: unknown) => {
        stand.openedWith.push(options);
        return { revealRange() {} };
      },
    },
    workspace: {
      isTrusted: true,
      asRelativePath: () => "a.py",
      registerTextDocumentContentProvider: () => disposable,
      openTextDocument: async () => document,
      applyEdit: async () => true,
    },
  };
});

beforeEach(() => {
  stand.text = "one\ntwo\nthree\n";
  stand.tabs = [];
  stand.told = [];
  stand.answers = [];
  stand.openedWith = [];
  stand.close.mockClear();
});

/** Rewrites the line "two" while something else becomes of the file, and accepts it. */
async function acceptIn(now: string): Promise<void> {
  const { openTextDocument } = (await import("vscode")).workspace;
  const draft = await new ApplyPreview(() => undefined).begin(
    await openTextDocument(),
    Object({ start: { line: 1, offset: 4 }, end: { line: 1, offset: 7 } }),
  );
  draft?.update("TWO\n2");
  draft?.finish();
  stand.text = now;
  await stand.commands.get("eigen.acceptCode")?.();
}

test("rewritten lines are written where they are by now", async () => {
  await acceptIn("zero\none\ntwo\nthree\n");
  expect(stand.text).toBe("zero\none\nTWO\n2\nthree\n");
  expect(stand.close).toHaveBeenCalledTimes(1);
});

test("neither the proposal nor the file gives way to other files, or takes the place of a chat", async () => {
  await acceptIn(stand.text);
  const beside = { preview: false, viewColumn: 2 };
  expect(stand.openedWith).toEqual([beside, beside]);
});

test("where the lines themselves have changed, nothing is written, and the proposal stays open", async () => {
  await acceptIn("one\n2\nthree\n");
  expect(stand.text).toBe("one\n2\nthree\n");
  expect(stand.close).not.toHaveBeenCalled();
  expect(stand.told.at(-1)).toMatch(/^The selected lines have changed since/);
});

const block = { code: "one\n2\nthree", language: "", path: "a.py" };

test("where the file has changed, its old diff gives way to the new one before anybody answers that", async () => {
  const preview = new ApplyPreview(() => undefined);
  stand.answers = [Promise.withResolvers<undefined>().promise];
  await preview.show(block);
  const [old] = stand.tabs;
  stand.text = "zero\none\ntwo\nthree\n";
  stand.answers = [Promise.withResolvers<undefined>().promise];
  await stand.commands.get("eigen.acceptCode")?.();
  expect(stand.told).toContainEqual(expect.stringMatching(/^The file has changed since/));
  expect(stand.tabs).toHaveLength(1);
  expect(stand.tabs).not.toContain(old);
});

test("a block that is applied twice has one diff", async () => {
  const preview = new ApplyPreview(() => undefined);
  await preview.show(block);
  await preview.show({ ...block, code: "one\n3\nthree" });
  const [, other] = stand.tabs;
  await preview.show(block);
  expect(stand.tabs).toHaveLength(2);
  expect(stand.tabs[0]).toBe(other);
});

test("why an accepted block could not be written is said", async () => {
  const preview = new ApplyPreview(() => undefined);
  const { promise, resolve } = Promise.withResolvers<string>();
  stand.answers = [promise];
  await preview.show(block);
  const { workspace } = await import("vscode");
  vi.spyOn(workspace, "openTextDocument").mockRejectedValueOnce(new Error("It is gone."));
  resolve("Accept");
  await vi.waitFor(() => expect(stand.told).toContain("It is gone."));
});
