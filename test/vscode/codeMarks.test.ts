import * as assert from "node:assert/strict";
import { suite, test } from "mocha";
import * as vscode from "vscode";
import { clearedMarks, codeMarks } from "../../src/host/context/codeMarks.ts";
import { withoutSecrets } from "../../src/host/context/secretsGate.ts";
import { codeWithProblems } from "../../src/host/context/visibleCode.ts";
import { pressing } from "./dialogs.ts";

const { Diagnostic, Range } = vscode;
// Assembled here, so that no scanner of this repository takes it for a real one.
const token = ["ghp", "wWPw5k4aXcaT4fNP0UcnZwJUVFk6LO0pINUx"].join("_");

suite("A picture of code", () => {
  test("shows messages with the secrets redacted that the code goes without", async () => {
    const document = await vscode.workspace.openTextDocument({ content: `let t = "${token}";` });
    const editor = await vscode.window.showTextDocument(document);
    const lines = document.lineAt(0).range;
    const reported = vscode.languages.createDiagnosticCollection("picture");
    const problem = new Diagnostic(new Range(0, 4, 0, 5), `"${token}" is not a number.`);
    reported.set(document.uri, [problem]);
    const seen = codeWithProblems(document, lines);
    const marks = codeMarks(editor, lines);
    const drawn: unknown[] = [];
    const draw = async () => {
      const [cleared] = (await withoutSecrets([seen], [])) ?? [];
      drawn.push(...clearedMarks(marks, seen, cleared ?? seen).map(({ message }) => message));
    };
    await pressing("Redact and Attach", draw);
    await pressing("Attach as It Is", draw);
    assert.deepEqual(drawn, ['"REDACTED" is not a number.', problem.message]);
    reported.dispose();
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
  });
});
