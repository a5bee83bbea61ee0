import * as assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite, suiteSetup, suiteTeardown, test } from "mocha";
import * as vscode from "vscode";
import { confirmIfObeyed } from "../../src/host/code/confirmIfObeyed.ts";
import { insertAtCursor } from "../../src/host/code/insertAtCursor.ts";
import { newFile } from "../../src/host/code/newFile.ts";
import { columnFor } from "../../src/host/columnFor.ts";
import { isContained } from "../../src/host/workspaceFiles.ts";
import { pressing } from "./dialogs.ts";
import { until } from "./until.ts";

suite("Where an answer's code may go", () => {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder);
  const inside = (path: string) => vscode.Uri.joinPath(folder.uri, path);
  const outside = mkdtempSync(join(tmpdir(), "eigen-outside-"));
  const made = ["docs", "settings", "dangling", "backend"];

  suiteSetup(() => {
    symlinkSync(outside, inside("docs").fsPath);
    symlinkSync(inside(".vscode").fsPath, inside("settings").fsPath);
    symlinkSync(join(outside, "nothing"), inside("dangling").fsPath);
    mkdirSync(inside("backend").fsPath);
  });
  suiteTeardown(() => {
    for (const name of made) rmSync(inside(name).fsPath, { recursive: true });
    rmSync(outside, { recursive: true });
  });

  test("a new file has its name where that is free and inside, else none", async () => {
    assert.deepEqual(await newFileFor("web/new.ts"), [inside("web/new.ts").path, 0]);
    for (const path of ["docs/authorized_keys", "dangling", "../a.ts", "web/greet.ts"]) {
      const [name, questions] = await newFileFor(path);
      assert.match(name, /^Untitled-\d+$/, path);
      assert.equal(questions, 0);
    }
  });

  test("a new file that something obeys has its name only after a question, also through a link", async () => {
    for (const path of [".vscode/tasks.json", "settings/launch.json"]) {
      const [name, questions] = await newFileFor(path);
      assert.match(name, /^Untitled-\d+$/, path);
      assert.equal(questions, 1);
      assert.deepEqual(await newFileFor(path, "Write"), [inside(path).path, 1]);
    }
  });

  test("a link to a file that something obeys asks as the file does", async () => {
    const link = inside("backend/a.json");
    writeFileSync(inside("backend/plain.json").fsPath, "{}");
    symlinkSync(inside(".vscode/settings.json").fsPath, link.fsPath);
    const questions = await pressing(undefined, async () => {
      assert.equal(await confirmIfObeyed(inside("backend/plain.json"), "{}", "{ }"), true);
      assert.equal(await confirmIfObeyed(link, "{}", "{ }"), false);
    });
    assert.equal(questions.length, 1);
  });

  test("with several folders a new file goes into the one that its name begins with", async () => {
    const backend = { name: "backend", uri: inside("backend"), index: 1 };
    const original = Reflect.getOwnPropertyDescriptor(vscode.workspace, "workspaceFolders");
    assert.ok(original);
    Reflect.defineProperty(vscode.workspace, "workspaceFolders", {
      ...original,
      get: () => [folder, backend],
    });
    try {
      assert.deepEqual(await newFileFor("backend/src/x.ts"), [inside("backend/src/x.ts").path, 0]);
    } finally {
      Reflect.defineProperty(vscode.workspace, "workspaceFolders", original);
    }
  });

  test("beside a chat's tab a file opens, and code goes in, in the column of the file's diff", async () => {
    const { One, Two } = vscode.ViewColumn;
    const file = inside("backend/diff.txt");
    writeFileSync(file.fsPath, "one\n");
    const options = { viewColumn: One, preview: false };
    await vscode.commands.executeCommand("vscode.diff", inside("web/greet.ts"), file, "", options);
    const editor = await until(
      () => vscode.window.activeTextEditor,
      (active) => active?.document.uri.path === file.path,
    );
    assert.ok(editor);
    const chat = vscode.window.createWebviewPanel("eigen.stand-in", "Chat", Two);
    assert.equal(await activeColumn(Two), Two);
    assert.equal(columnFor(file, undefined), One);
    await insertAtCursor("zero", editor);
    assert.match(editor.document.getText(), /zero/);
    assert.equal(await activeColumn(One), One);
    chat.dispose();
    await editor.document.save();
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
  });

  test("on another machine nothing on the way to a file may be a link", async () => {
    const { Directory, File, SymbolicLink } = vscode.FileType;
    const far = new Far({
      "/home": Directory | SymbolicLink,
      "/home/ws": Directory | SymbolicLink,
      "/home/ws/src": Directory,
      "/home/ws/src/a.ts": File,
      "/home/ws/src/link.ts": File | SymbolicLink,
      "/home/ws/docs": Directory | SymbolicLink,
      "/home/ws/docs/a.md": File,
    });
    const provider = vscode.workspace.registerFileSystemProvider("eigen-far", far);
    const { getWorkspaceFolder } = vscode.workspace;
    const uri = vscode.Uri.from({ scheme: "eigen-far", path: "/home/ws" });
    const root = { name: "ws", uri, index: 0 };
    Reflect.set(vscode.workspace, "getWorkspaceFolder", () => root);
    try {
      const ways = ["src/a.ts", "src/new/b.ts", "src/link.ts", "docs/a.md", "docs/new.md"];
      const answers = ways.map((way) => isContained(vscode.Uri.joinPath(uri, way)));
      assert.deepEqual(await Promise.all(answers), [true, true, false, false, false]);
    } finally {
      Reflect.set(vscode.workspace, "getWorkspaceFolder", getWorkspaceFolder);
      provider.dispose();
    }
  });
});

function activeColumn(expected: vscode.ViewColumn): Promise<vscode.ViewColumn> {
  return until(
    () => vscode.window.tabGroups.activeTabGroup.viewColumn,
    (column) => column === expected,
  );
}

/** The name of the document that New File opens, and how many questions were asked before. */
async function newFileFor(path: string, button?: string): Promise<readonly [string, number]> {
  const shown = await pressing(button, () =>
    newFile({ code: "let a = 1;", language: "", path }, undefined),
  );
  const document = vscode.window.activeTextEditor?.document;
  assert.equal(document?.uri.scheme, "untitled");
  await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
  return [document.uri.path, shown.length];
}

/** A file system that knows what is where, and nothing else. */
class Far implements vscode.FileSystemProvider {
  readonly onDidChangeFile = new vscode.EventEmitter<vscode.FileChangeEvent[]>().event;
  readonly #types: Readonly<Record<string, vscode.FileType>>;

  constructor(types: Readonly<Record<string, vscode.FileType>>) {
    this.#types = types;
  }

  stat({ path }: vscode.Uri): vscode.FileStat {
    const type = this.#types[path];
    if (type === undefined) throw vscode.FileSystemError.FileNotFound(path);
    return { type, ctime: 0, mtime: 0, size: 0 };
  }

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }
  readonly readDirectory = refuse;
  readonly createDirectory = refuse;
  readonly readFile = refuse;
  readonly writeFile = refuse;
  readonly delete = refuse;
  readonly rename = refuse;
}

function refuse(): never {
  throw vscode.FileSystemError.Unavailable();
}
