import { randomUUID } from "node:crypto";
import {
  DiagnosticSeverity,
  languages,
  Range,
  type Diagnostic,
  type TextDocument,
  type Uri,
} from "vscode";
import type { CodeAttachment, Problem } from "../../core/attachment.ts";
import { laterProblems } from "../../core/codeSecrets.ts";
import { redacted } from "../../core/secrets.ts";
import { openDocument, textIn } from "./codeDocument.ts";
import { uriOf } from "./codeUri.ts";
import { documentPath } from "./documentPath.ts";

/** What the editor reports in the lines of a piece of code at this moment. */
export function problemsOf(code: CodeAttachment): readonly Problem[] {
  const uri = uriOf(code);
  if (uri === undefined) return [];
  const { start, end } = code.lines ?? { start: 1, end: Number.MAX_SAFE_INTEGER };
  return problemsIn(uri, new Range(start - 1, 0, end - 1, Number.MAX_SAFE_INTEGER));
}

/** The code with what the editor reports in it at this moment. */
export function withProblems(code: CodeAttachment): CodeAttachment {
  return { ...code, problems: problemsOf(code) };
}

/** The same with the secrets redacted that the code is not sent with: nobody is asked about it. */
export async function problemsToSend(
  code: CodeAttachment,
  ownKeys: readonly string[],
): Promise<readonly Problem[]> {
  const document = await openDocument(code);
  // What was redacted in it is not known any more.
  if (document === undefined && code.text.includes(redacted)) return [];
  const now = document === undefined ? code.text : textIn(document, code);
  return laterProblems(problemsOf(code), code, now, ownKeys);
}

/** What the editor reports in a range. */
export function problemsIn(uri: Uri, range: Range): readonly Problem[] {
  return languages
    .getDiagnostics(uri)
    .filter((diagnostic) => diagnostic.range.intersection(range) !== undefined)
    .toSorted((a, b) => a.range.start.compareTo(b.range.start))
    .slice(0, mostProblems)
    .map(problemOf);
}

const severities = {
  [DiagnosticSeverity.Error]: "error",
  [DiagnosticSeverity.Warning]: "warning",
  [DiagnosticSeverity.Information]: "information",
  [DiagnosticSeverity.Hint]: "hint",
} as const;

function problemOf({ severity, range, message, source, code }: Diagnostic): Problem {
  const number = typeof code === "object" ? code.value : code;
  const from = [source, number].filter((part) => part !== undefined && part !== "").join(" ");
  return {
    severity: severities[severity],
    line: range.start.line + 1,
    message,
    ...(from === "" ? {} : { source: from }),
  };
}

/** More than these are not read by anyone. */
const mostProblems = 200;

/** The problems of this document, or of all files where it has none; undefined where there are none. */
export function allProblems(document: TextDocument | undefined): CodeAttachment | undefined {
  const ofDocument = document === undefined ? [] : languages.getDiagnostics(document.uri);
  const byFile: readonly [Uri, readonly Diagnostic[]][] =
    document !== undefined && ofDocument.length > 0
      ? [[document.uri, ofDocument]]
      : languages.getDiagnostics().filter(([{ scheme }]) => scheme !== "git");
  const lines = byFile.flatMap(([uri, diagnostics]) =>
    diagnostics.map((diagnostic) => {
      const { severity, line, message, source } = problemOf(diagnostic);
      const column = diagnostic.range.start.character + 1;
      const from = source === undefined ? "" : ` (${source})`;
      return `${documentPath({ uri })}:${line}:${column} ${severity}${from}: ${message}`;
    }),
  );
  if (lines.length === 0) return undefined;
  const more = lines.length - mostProblems;
  const text = [...lines.slice(0, mostProblems), ...(more > 0 ? [`… and ${more} more`] : [])];
  return {
    kind: "code",
    id: randomUUID(),
    path: `Problems (${lines.length})`,
    languageId: "text",
    text: text.join("\n"),
  };
}
