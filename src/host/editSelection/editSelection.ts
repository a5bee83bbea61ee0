import * as vscode from "vscode";
import { answeredCode, editPrompt } from "../../core/editCode.ts";
import { gatherText } from "../../core/gatherText.ts";
import { requestTo } from "../../core/parameters.ts";
import { acceptsInvisible } from "../code/acceptsInvisible.ts";
import type { ApplyPreview } from "../code/applyPreview.ts";
import { documentPath } from "../context/documentPath.ts";
import { withoutSecretsAround } from "../context/secretsGate.ts";
import { withoutKey } from "../copyReport.ts";
import { withProgress } from "../progress.ts";
import type { AskingPorts } from "../requestDefaults.ts";
import { showError, showInformation } from "../notices.ts";

const { l10n } = vscode;

/** Lines of the file that the model sees before and after the selected ones. */
const linesAround = 60;

/** What was asked for and did not come, for the next try. */
let keptInstruction = "";

/** Asks what to change in the selected lines, and shows the change as a diff while it is written. */
export async function editSelection(
  { complete, defaults, ownKeys, hasKey, showFailure }: AskingPorts,
  preview: ApplyPreview,
  editor: vscode.TextEditor | undefined,
): Promise<void> {
  if (editor === undefined) {
    void showInformation(l10n.t("Open a file and select the lines to edit."));
    return;
  }
  const { model, parameters } = defaults();
  if (!(await hasKey())) return void showFailure(withoutKey(model.id));
  const { document } = editor;
  const shown = selectedLines(document, editor.selection);
  const instruction = await vscode.window.showInputBox({
    title: l10n.t("Edit Selection"),
    prompt: l10n.t("Lines {0} to {1}", shown.start.line + 1, shown.end.line + 1),
    placeHolder: l10n.t("What should change?"),
    value: keptInstruction,
  });
  if (instruction === undefined || instruction.trim() === "") return;
  keptInstruction = instruction;

  // The box has taken the focus, which may save and format the file: the selection moved along.
  const range = selectedLines(document, editor.selection);
  const { version } = document;
  const old = document.getText(range);
  const name = documentPath(document);
  const lines = await withoutSecretsAround(
    {
      code: {
        kind: "code",
        id: "",
        path: name,
        uri: document.uri.toString(),
        languageId: document.languageId,
        lines: { start: range.start.line + 1, end: range.end.line + 1 },
        text: old,
      },
      ...surroundings(document, range),
    },
    ownKeys(),
  );
  if (lines === undefined) return;
  if (document.version !== version) {
    const changed = l10n.t("The file has changed since. Select the lines and ask again.");
    void showInformation(changed);
    return;
  }
  const messages = editPrompt({ instruction, ...lines });
  const proposal = await preview.begin(document, range);
  if (proposal === undefined) return;
  await withProgress(l10n.t("Eigen is editing {0}", name), async (abort) => {
    const asked = requestTo(model, parameters);
    const { text, end } = await gatherText(
      complete,
      { ...asked, messages },
      {
        signal: abort.signal,
        onText: (answer) => {
          if (!proposal.isOpen()) return abort.abort();
          const code = answeredCode(answer, false);
          if (code !== undefined) proposal.update(withRest(code, old));
        },
      },
    );
    const code = answeredCode(text, true);
    if (end.type === "complete" && code !== undefined) {
      proposal.update(code);
      if (!(await acceptsInvisible(code))) return proposal.close();
      keptInstruction = "";
      return proposal.finish();
    }
    await proposal.close();
    if (end.type === "stopped") return;
    if (end.type === "failed")
      return void showFailure({ ...asked, facts: end, failure: end.failure });
    void showError(
      end.type === "complete" && text.trim() !== ""
        ? l10n.t("The answer has more than one block of code. Nothing was changed.")
        : l10n.t("The answer ended before the change was complete. Nothing was changed."),
    );
  });
}

/** While the new lines are written, the old ones that they have not reached yet stay below them. */
function withRest(written: string, old: string): string {
  const rest = old.split("\n").slice(written.split("\n").length);
  return [written, ...rest].join("\n");
}

/** Whole lines; a selection that ends before a line's first character does not mean that line. */
function selectedLines(
  document: vscode.TextDocument,
  { start, end }: vscode.Selection,
): vscode.Range {
  const last = end.character === 0 && end.line > start.line ? end.line - 1 : end.line;
  return new vscode.Range(start.line, 0, last, document.lineAt(last).range.end.character);
}

function surroundings(document: vscode.TextDocument, { start, end }: vscode.Range) {
  const first = Math.max(0, start.line - linesAround);
  const last = Math.min(document.lineCount, end.line + 1 + linesAround);
  return {
    before: document.getText(new vscode.Range(first, 0, start.line, 0)),
    after: document.getText(new vscode.Range(end.line + 1, 0, last, 0)),
  };
}
