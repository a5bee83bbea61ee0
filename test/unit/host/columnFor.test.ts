import { beforeEach, expect, test, vi } from "vitest";
import { columnFor } from "../../../src/host/columnFor.ts";

const { Text, Diff, Chat, window } = vi.hoisted(() => ({
  Text: class {
    readonly uri: string;
    constructor(uri: string) {
      this.uri = uri;
    }
  },
  Diff: class {
    readonly original: string;
    readonly modified: string;
    constructor(original: string, modified: string) {
      this.original = original;
      this.modified = modified;
    }
  },
  Chat: class {
    readonly viewType = "eigen.chatEditor";
  },
  window: { visibleTextEditors: [] as unknown[], tabGroups: { all: [], activeTabGroup: {} } },
}));
vi.mock("vscode", () => ({
  TabInputText: Text,
  TabInputTextDiff: Diff,
  TabInputWebview: Chat,
  ViewColumn: { Active: -1, Beside: -2 },
  window,
}));

/** One tab in each column; the keyboard is in the last. */
function columns(...inputs: readonly object[]): void {
  const all = inputs.map((input, at) => ({ viewColumn: at + 1, activeTab: { input } }));
  window.tabGroups = Object({ all, activeTabGroup: all.at(-1) });
}

function editor(uri: string, viewColumn?: number) {
  return Object({ document: { uri }, viewColumn });
}

function column(uri: string, last?: object) {
  return columnFor(Object(uri), last && Object(last));
}

beforeEach(() => {
  window.visibleTextEditors = [];
  columns(new Chat());
});

test("a file opens where it can be seen, else where the user edits, else beside the chat", () => {
  const last = editor("file:b", 2);
  window.visibleTextEditors = [last, editor("file:a", 1)];
  expect(column("file:a", last)).toBe(1);
  expect(column("file:c", last)).toBe(2);
  expect(column("file:c")).toBe(-2);
  columns(new Text("file:b"));
  expect(column("file:c")).toBe(-1);
});

test("a file that its diff shows opens where the diff is", () => {
  const [original, modified] = [editor("file:a"), editor("eigen-apply:a")];
  window.visibleTextEditors = [original, modified];
  columns(new Diff("file:a", "eigen-apply:a"), new Chat());
  expect(column("file:a", modified)).toBe(1);
  expect(column("eigen-apply:a", modified)).toBe(1);
  expect(column("file:c", modified)).toBe(1);
});

test("of two columns with the file, the one that the user was in", () => {
  const last = editor("file:a", 2);
  window.visibleTextEditors = [editor("file:a", 1), last];
  expect(column("file:a", last)).toBe(2);
});
