import { Range, type TextDocument, type TextEditor } from "vscode";
import type { CodeAttachment } from "../../core/attachment.ts";
import { problemsIn } from "./problems.ts";
import { codeIn } from "./selection.ts";

/** The whole lines that an editor shows, folded ones among them. */
export function visibleLines({ document, visibleRanges }: TextEditor): Range {
  const [first, ...rest] = visibleRanges;
  const all = rest.reduce((sum, range) => sum.union(range), first ?? new Range(0, 0, 0, 0));
  return wholeLines(document, all);
}

/** The whole lines that are selected, or those that can be seen. */
export function chosenLines(editor: TextEditor): Range {
  const { document, selection } = editor;
  return selection.isEmpty ? visibleLines(editor) : wholeLines(document, selection);
}

/** The code of whole lines, with what the editor reports in them. */
export function codeWithProblems(document: TextDocument, lines: Range): CodeAttachment {
  const problems = problemsIn(document.uri, lines);
  return { ...codeIn(document, lines), ...(problems.length > 0 && { problems }) };
}

/** A range's lines from their beginnings to their ends; a last line of which nothing is in it is left out. */
export function wholeLines(document: TextDocument, { start, end }: Range): Range {
  const endsBeforeLine = end.character === 0 && end.line > start.line;
  const last = document.lineAt(endsBeforeLine ? end.line - 1 : end.line);
  return new Range(start.line, 0, last.lineNumber, last.range.end.character);
}
