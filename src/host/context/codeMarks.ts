import {
  DiagnosticSeverity,
  languages,
  type Diagnostic,
  type Range,
  type TextDocument,
  type TextEditor,
} from "vscode";
import type { CodeAttachment } from "../../core/attachment.ts";
import type { CodeMark } from "../../shared/codePicture.ts";

/** What an editor points out in these whole lines: what is selected of them, and its problems. */
export function codeMarks(editor: TextEditor, lines: Range): readonly CodeMark[] {
  const { document, selections } = editor;
  const selected = selections.flatMap((selection) => {
    const part = selection.isEmpty ? undefined : selection.intersection(lines);
    // A selection of everything that is drawn points nothing out.
    return part === undefined || part.isEqual(lines) ? [] : marksOf(document, part, "selection");
  });
  const problems = languages
    .getDiagnostics(document.uri)
    .filter(({ range }) => range.intersection(lines) !== undefined)
    .flatMap((diagnostic) => problemMarks(document, diagnostic, lines));
  return [...selected, ...problems];
}

/** The marks of code with its messages as they may be sent. */
export function clearedMarks(
  marks: readonly CodeMark[],
  code: CodeAttachment,
  cleared: CodeAttachment,
): readonly CodeMark[] {
  const messages = new Map(
    code.problems?.map(({ message }, i) => [message, cleared.problems?.[i]?.message]),
  );
  return marks.map(({ message: before = "", ...mark }) => {
    const message = messages.get(before);
    return message === undefined ? mark : { ...mark, message };
  });
}

const kinds = {
  [DiagnosticSeverity.Error]: "error",
  [DiagnosticSeverity.Warning]: "warning",
  [DiagnosticSeverity.Information]: "information",
  [DiagnosticSeverity.Hint]: "hint",
} as const;

/** The message stands below the last line that has the problem. */
function problemMarks(
  document: TextDocument,
  { range, severity, message }: Diagnostic,
  lines: Range,
): readonly CodeMark[] {
  const marks = marksOf(document, range.intersection(lines) ?? range, kinds[severity]);
  const last = marks.at(-1);
  return last === undefined ? [] : [...marks.slice(0, -1), { ...last, message }];
}

function marksOf(
  document: TextDocument,
  { start, end }: Range,
  kind: CodeMark["kind"],
): readonly CodeMark[] {
  return Array.from({ length: end.line - start.line + 1 }, (_, i) => {
    const line = start.line + i;
    const from = i === 0 ? start.character : 0;
    const to = line === end.line ? end.character : document.lineAt(line).text.length;
    return { kind, line: line + 1, start: from, end: Math.max(to, from + 1) };
  });
}
