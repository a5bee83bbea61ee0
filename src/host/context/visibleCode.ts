import { Range, type TextEditor } from "vscode";
import type { CodeAttachment } from "../../core/attachment.ts";
import { problemsIn } from "./problems.ts";
import { codeIn } from "./selection.ts";

/** The lines that an editor shows, folded ones among them, with what it reports in them. */
export function visibleCode({ document, visibleRanges }: TextEditor): CodeAttachment {
  const [first, ...rest] = visibleRanges;
  const all = rest.reduce((sum, range) => sum.union(range), first ?? new Range(0, 0, 0, 0));
  return codeWithProblems(document, all);
}

/** The whole lines of a range, with what the editor reports in them. */
function codeWithProblems(document: TextEditor["document"], range: Range): CodeAttachment {
  const endsBeforeLine = range.end.character === 0 && range.end.line > range.start.line;
  const last = document.lineAt(endsBeforeLine ? range.end.line - 1 : range.end.line);
  const lines = new Range(range.start.line, 0, last.lineNumber, last.range.end.character);
  const problems = problemsIn(document.uri, lines);
  return { ...codeIn(document, lines), ...(problems.length > 0 && { problems }) };
}
