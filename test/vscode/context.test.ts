import * as assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { suite, suiteSetup, test } from "mocha";
import * as vscode from "vscode";
import { codeText } from "../../src/core/codeText.ts";
import { newFiles } from "../../src/host/commitMessage/newFiles.ts";
import { findRepository } from "../../src/host/commitMessage/repository.ts";
import { changes, terminalSelection, untrackedFiles } from "../../src/host/context/capturedText.ts";
import { documentPath } from "../../src/host/context/documentPath.ts";
import { readFile, whyTooLong } from "../../src/host/context/files.ts";
import { allProblems, problemsIn } from "../../src/host/context/problems.ts";
import { codeAround, enclosingNames, selectedCode } from "../../src/host/context/selection.ts";
import { hasGit } from "../../src/host/gitExtension.ts";
import { namedFiles } from "../../src/host/completion/files.ts";
import { namedSymbols } from "../../src/host/completion/symbols.ts";
import { pressing } from "./dialogs.ts";
import { until } from "./until.ts";

const { Diagnostic, DiagnosticSeverity, Position, Range, Selection, Uri } = vscode;

const of = (...files: readonly vscode.Uri[]) => ({ files, repositories: [] });

suite("What can be attached", () => {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  assert.ok(folder);
  const greet = Uri.joinPath(folder, "web", "greet.ts");
  const reported = vscode.languages.createDiagnosticCollection("test");

  suiteSetup(async () => {
    await vscode.extensions.getExtension("eigenchat.eigen-chat")?.activate();
    knowSymbols(greet);
  });

  test("several cursors are several pieces, whole lines without what is not selected", async () => {
    const editor = await vscode.window.showTextDocument(greet);
    editor.selections = [lines(0, 4), new Selection(10, 8, 10, 16), new Selection(12, 0, 12, 0)];
    const code = await selectedCode(editor);
    assert.deepEqual(
      code.map(({ path, lines, text }) => ({ path, lines, first: text.split("\n")[0] })),
      [
        {
          path: "web/greet.ts",
          lines: { start: 1, end: 5 },
          first: "export interface Visitor {",
        },
        { path: "web/greet.ts", lines: { start: 11, end: 11 }, first: "greeting" },
      ],
    );
  });

  test("code is sent with numbered lines and with what it is inside of", async () => {
    const document = await vscode.workspace.openTextDocument(greet);
    const inside = await until(
      () => enclosingNames(document, { start: 11, end: 12 }),
      (names) => names.length > 0,
    );
    assert.deepEqual(inside, ["Hall", "greet"]);
    assert.deepEqual(await enclosingNames(document, { start: 1, end: 12 }), []);
    const code = await codeAround(document, new Range(11, 4, 11, 8));
    assert.match(
      codeText({ ...code, symbols: inside }),
      /^File: web\/greet\.ts, lines 10-16\nInside: Hall > greet\n```typescript\nexport function greet/,
    );
  });

  test("problems go with the lines that they are in, and all of a file as a list", async () => {
    const document = await vscode.workspace.openTextDocument(greet);
    await vscode.window.showTextDocument(document);
    const problem = new Diagnostic(new Range(10, 8, 10, 16), "Not so.", DiagnosticSeverity.Warning);
    problem.source = "tester";
    reported.set(greet, [problem]);
    const found = problemsIn(greet, new Range(9, 0, 15, 1));
    assert.deepEqual(
      found.filter(({ source }) => source === "tester"),
      [{ severity: "warning", line: 11, message: "Not so.", source: "tester" }],
    );
    assert.equal(problemsIn(greet, new Range(0, 0, 4, 0)).length, 0);
    assert.match(
      allProblems(document)?.text ?? "",
      /^web\/greet\.ts:11:9 warning \(tester\): Not so\.$/m,
    );
  });

  test("the light bulb of a problem offers to fix and to explain it, where it is", async () => {
    const at = new Range(10, 8, 10, 16);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      "vscode.executeCodeActionProvider",
      greet,
      at,
    );
    const ours = actions.filter(({ title }) => title.endsWith("with Eigen"));
    assert.deepEqual(
      ours.map(({ title, command }) => [title, command?.command]),
      [
        ["Fix with Eigen", "eigen.fixSelection"],
        ["Explain with Eigen", "eigen.explainSelection"],
      ],
    );
    const place: unknown = ours[0]?.command?.arguments?.[0];
    assert.equal(String(Object(place).uri), greet.toString());
    assert.ok(Object(place).range.contains(at));
    const elsewhere = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      "vscode.executeCodeActionProvider",
      greet,
      new Range(0, 0, 0, 3),
    );
    assert.ok(elsewhere.every(({ title }) => !title.endsWith("with Eigen")));
    reported.clear();
  });

  test("a document without a file, a notebook's cell and a side of a diff are told apart by name", async () => {
    const untitled = await vscode.workspace.openTextDocument({ content: "let a = 1;\n" });
    const untitledEditor = await vscode.window.showTextDocument(untitled);
    assert.match(await pathOf(untitledEditor), /^Untitled-\d+$/);
    const cell = new vscode.NotebookCellData(vscode.NotebookCellKind.Code, "a = 1", "python");
    const data = new vscode.NotebookData([cell]);
    const notebook = await vscode.workspace.openNotebookDocument("jupyter-notebook", data);
    const shown = await vscode.window.showNotebookDocument(notebook);
    const inCell = await vscode.window.showTextDocument(shown.notebook.cellAt(0).document);
    assert.match(await pathOf(inCell), /\(cell 1\)$/);
    await vscode.commands.executeCommand("vscode.diff", untitled.uri, greet, "Diff");
    const right = await until(
      () => vscode.window.visibleTextEditors.find(({ document }) => same(document.uri, greet)),
      (editor) => editor !== undefined,
    );
    assert.ok(right);
    assert.equal(await pathOf(right), "web/greet.ts");
    assert.equal(documentPath({ uri: Uri.parse("output:extension-output-1") }), "Output");
    const remote = Uri.parse("vscode-vfs://host/owner/project/src/a.ts");
    assert.equal(documentPath({ uri: remote }), "a.ts");
  });

  test("a file is read as it stands in the editor, a folder becomes the list of its files", async () => {
    const file = await readFile(greet);
    assert.equal(file.type === "code" && file.code.path, "web/greet.ts");
    const list = await readFile(folder);
    assert.ok(list.type === "code");
    // Not the full path, which tells whose home it is in.
    assert.equal(list.code.path, "folder (files)");
    const names = list.code.text.split("\n");
    for (const name of ["README.md", "web/greet.ts", "python/tides.py"])
      assert.ok(names.includes(name), `${name} is not listed`);
    const missing = await readFile(Uri.joinPath(folder, "no-such-file"));
    assert.equal(missing.type, "refused");
  });

  test("a document over 1 MB is not read, whether it is open or selected", async () => {
    const content = "let a = 1;\n".repeat(100_000);
    const document = await vscode.workspace.openTextDocument({ content });
    assert.equal((await readFile(document.uri)).type, "refused");
    const editor = await vscode.window.showTextDocument(document);
    const [all] = await selectedCode(editor);
    assert.match((all && whyTooLong(all)) ?? "", /is over 1 MB/);
    editor.selection = new Selection(5, 0, 9, 0);
    const [some] = await selectedCode(editor);
    assert.equal(some && whyTooLong(some), undefined);
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
  });

  test("files and symbols are found by what is typed of their names", async () => {
    const [tides] = await namedFiles("tide", 5);
    assert.deepEqual([tides?.label, tides?.detail], ["tides.py", "python"]);
    const [first] = await namedFiles("", 5);
    assert.equal(first?.kind, "editor");
    const attached: unknown[] = [];
    const ports = { attach: async (code: readonly unknown[]) => attached.push(...code) };
    const found = await namedSymbols("gree", ports);
    const symbol = found.find(({ label }) => label === "greet");
    assert.equal(symbol?.detail, "Hall · web/greet.ts:10");
    await symbol?.take();
    assert.deepEqual(Object(attached[0]).lines, { start: 10, end: 16 });
  });

  test("changes are those since the last commit: of a file, of all files, and none; new files are none of them", async () => {
    commitAll(folder.fsPath);
    const git = vscode.extensions.getExtension("vscode.git");
    assert.ok(git);
    const api = (await git.activate()).getAPI(1);
    const repository = await api.openRepository(folder);
    assert.deepEqual(await changes(of()), []);
    await vscode.workspace.fs.writeFile(
      Uri.joinPath(folder, "web", "style.css"),
      Buffer.from("body {}\n"),
    );
    await repository.status();
    const [diff, ...rest] = await changes(of(Uri.joinPath(folder, "web", "style.css")));
    assert.deepEqual(rest, []);
    assert.equal(diff?.path, "web/style.css (changes)");
    assert.match(diff?.text ?? "", /^\+body \{\}$/m);
    execFileSync("git", ["add", "web/style.css"], { cwd: folder.fsPath });
    await vscode.workspace.fs.writeFile(
      Uri.joinPath(folder, "web", "style.css"),
      Buffer.from("body {}\np {}\n"),
    );
    await repository.status();
    const [partly] = await changes(of(Uri.joinPath(folder, "web", "style.css")));
    assert.match(partly?.text ?? "", /^\+body \{\}$[^]*^\+p \{\}$/m);
    const [all] = await changes(of());
    assert.match(all?.text ?? "", /^\+body \{\}$[^]*^\+p \{\}$/m);
    assert.deepEqual(await changes(of(greet)), []);
    assert.equal((await changes({ files: [], repositories: [folder] }))[0]?.text, all?.text);
    assert.deepEqual(await changes({ files: [], repositories: [Uri.file("/elsewhere")] }), []);
    assert.deepEqual(await untrackedFiles(of()), []);
    const added = ["new.ts", "newer.ts"].map((name) => Uri.joinPath(folder, "web", name));
    for (const uri of added) await vscode.workspace.fs.writeFile(uri, Buffer.from("let a;\n"));
    await repository.status();
    assert.deepEqual(named(await untrackedFiles(of())), named(added));
    assert.match(await newFiles(folder), /^\+\+\+ b\/web\/new\.ts\n@@.*\n\+let a;\ndiff .*newer/m);
    assert.deepEqual(
      named(await untrackedFiles(of(greet, ...added.slice(1)))),
      named(added.slice(1)),
    );
  });

  test("where Git is switched off, that is said, and not that nothing has changed", async () => {
    const { getExtension } = vscode.extensions;
    const refusing = { getAPI: () => assert.fail("Git model not found") };
    const withoutGit = [undefined, { activate: () => Promise.resolve(refusing) }];
    for (const extension of withoutGit) {
      Reflect.set(vscode.extensions, "getExtension", () => extension);
      const shown = await pressing(undefined, async () => {
        assert.equal(await hasGit(), false);
        assert.deepEqual(await changes(of()), []);
        assert.equal(await findRepository(undefined), undefined);
      }).finally(() => Reflect.set(vscode.extensions, "getExtension", getExtension));
      assert.equal(shown.length, 1);
      assert.match(shown[0]?.text ?? "", /^Git is not available to Eigen in this window: /);
    }
    assert.equal(await hasGit(), true);
  });

  test("what is selected in the terminal is taken, and the clipboard has its own text back", async () => {
    const terminal = vscode.window.createTerminal({ name: "words" });
    terminal.show();
    terminal.sendText("echo eigen-$((40 + 2))");
    await vscode.env.clipboard.writeText("mine");
    const text = await until(
      async () => {
        await vscode.commands.executeCommand("workbench.action.terminal.selectAll");
        return (await terminalSelection())?.text ?? "";
      },
      (text) => text.includes("eigen-42"),
    );
    assert.match(text, /eigen-42/);
    assert.equal(await vscode.env.clipboard.readText(), "mine");
    terminal.dispose();
  });
});

/** A language server that knows `greet` in `Hall`. */
function knowSymbols(uri: vscode.Uri): void {
  const greet = new Range(9, 0, 15, 1);
  const hall = symbol("Hall", vscode.SymbolKind.Class, new Range(8, 0, 20, 1));
  hall.children.push(symbol("greet", vscode.SymbolKind.Function, greet));
  vscode.languages.registerDocumentSymbolProvider("*", {
    provideDocumentSymbols: (document) => (same(document.uri, uri) ? [hall] : []),
  });
  const information = new vscode.SymbolInformation(
    "greet",
    vscode.SymbolKind.Function,
    "Hall",
    new vscode.Location(uri, greet),
  );
  vscode.languages.registerWorkspaceSymbolProvider({
    provideWorkspaceSymbols: () => [information],
  });
}

function symbol(name: string, kind: vscode.SymbolKind, range: vscode.Range) {
  return new vscode.DocumentSymbol(name, "", kind, range, range);
}

function lines(first: number, last: number) {
  return new Selection(first, 0, last, Number.MAX_SAFE_INTEGER);
}

function named(uris: readonly vscode.Uri[]): readonly string[] {
  return uris.map(String).toSorted();
}

function same(one: vscode.Uri, other: vscode.Uri): boolean {
  return one.toString() === other.toString();
}

/** What its first line would be called in a question. */
async function pathOf(editor: vscode.TextEditor): Promise<string> {
  editor.selection = new Selection(new Position(0, 0), editor.document.lineAt(0).range.end);
  const [code] = await selectedCode(editor);
  return code?.path ?? "";
}

function commitAll(cwd: string): void {
  const git = (...args: readonly string[]) =>
    execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.org", ...args], { cwd });
  git("init", "--quiet");
  git("add", "--all");
  git("commit", "--quiet", "--message", "First");
}
