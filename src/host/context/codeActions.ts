import {
  CodeAction,
  CodeActionKind,
  l10n,
  languages,
  type CodeActionContext,
  type Disposable,
  type Range,
  type TextDocument,
} from "vscode";
import type { Place } from "./commands.ts";

/** "Fix with Eigen" and "Explain with Eigen" in the lightbulb of a problem. */
export function registerCodeActions(): Disposable {
  const providedCodeActionKinds = [CodeActionKind.QuickFix];
  return languages.registerCodeActionsProvider(
    "*",
    { provideCodeActions },
    { providedCodeActionKinds },
  );
}

function provideCodeActions(
  document: TextDocument,
  range: Range,
  { diagnostics }: CodeActionContext,
): CodeAction[] {
  if (diagnostics.length === 0) return [];
  const all = diagnostics.reduce((sum, diagnostic) => sum.union(diagnostic.range), range);
  const place: Place = { uri: document.uri, range: all };
  return [
    action(l10n.t("Fix with Eigen"), "eigen.fixSelection", place, diagnostics),
    action(l10n.t("Explain with Eigen"), "eigen.explainSelection", place, diagnostics),
  ];
}

function action(
  title: string,
  command: string,
  place: Place,
  diagnostics: CodeActionContext["diagnostics"],
): CodeAction {
  const result = new CodeAction(title, CodeActionKind.QuickFix);
  result.command = { title, command, arguments: [place] };
  result.diagnostics = [...diagnostics];
  return result;
}
