import type { CodeAttachment, Problem } from "./attachment.ts";
import { followEdit, type Edit } from "./followEdits.ts";

/**
 * The code, and what is reported in it, where they are after edits of their document, given in the order in which they
 * were made. The same object where nothing moved; undefined when the lines were cut.
 */
export function followCode(
  code: CodeAttachment,
  lastColumn: number | undefined,
  edits: readonly Edit[],
): CodeAttachment | undefined {
  let { lines } = code;
  for (const edit of edits) {
    if (lines === undefined) break;
    lines = followEdit(lines, lastColumn, edit);
    if (lines === undefined) return undefined;
  }
  const problems = code.problems?.map((problem) => followProblem(problem, edits));
  const isMoved =
    lines?.start !== code.lines?.start ||
    lines?.end !== code.lines?.end ||
    problems?.some((problem, i) => problem !== code.problems?.[i]);
  if (isMoved !== true) return code;
  return { ...code, ...(lines && { lines }), ...(problems && { problems }) };
}

/** Until the editor reports anew; one whose line is gone stays where it was. */
function followProblem(problem: Problem, edits: readonly Edit[]): Problem {
  const line = edits.reduce(
    (at, edit) => followEdit({ start: at, end: at }, undefined, edit)?.start ?? at,
    problem.line,
  );
  return atLine(problem, line);
}

function atLine(problem: Problem, line: number): Problem {
  return line === problem.line ? problem : { ...problem, line };
}

/** The code with its lines, and what is reported in them, so many lines further down. */
export function movedBy(code: CodeAttachment, by: number): CodeAttachment {
  const { lines, problems } = code;
  return {
    ...code,
    ...(lines && { lines: { start: lines.start + by, end: lines.end + by } }),
    ...(problems && { problems: problems.map((one) => atLine(one, one.line + by)) }),
  };
}

/** The URI of a document after a file or a folder was renamed; undefined where it is neither that file nor in that folder. */
export function followRename(uri: string, from: string, to: string): string | undefined {
  return uri === from || uri.startsWith(`${from}/`) ? to + uri.slice(from.length) : undefined;
}
