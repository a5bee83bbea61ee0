import type { CodeAttachment, LineRange, Problem } from "./attachment.ts";

/**
 * Code as a model reads it: where it is from, then the code verbatim in a fence that is longer than any inside it.
 * Names and messages are quoted, so that no file can pass for the frame around it.
 *
 *     File: src/greet.ts, lines 3-7
 *     Inside: Greeter > greet
 *     Problems:
 *     - line 4, error (ts 2322): Type 'string' is not assignable to type 'number'.
 *     ```typescript
 *     …
 *     ```
 */
export function codeText(code: CodeAttachment): string {
  const symbols = code.symbols ?? [];
  const fence = fenceFor(code.text);
  return [
    `File: ${quoted(code.path)}${rangeText(code.lines)}`,
    ...(symbols.length > 0 ? [`Inside: ${symbols.map(quoted).join(" > ")}`] : []),
    ...problemLines(code.problems ?? []),
    `${fence}${code.languageId.replaceAll(/[^\w+#.-]/g, "")}`,
    code.text,
    fence,
  ].join("\n");
}

/** The code that a picture of the editor shows, so that an answer can name its real lines. */
export function shownText(name: string, code: CodeAttachment): string {
  return `Picture ${quoted(name)} shows:\n${codeText(code)}`;
}

/** A name as it is where it is plain, otherwise as a JSON string with everything invisible escaped. */
export function quoted(name: string): string {
  if (/^[\p{L}\p{M}\p{N}_./@+()[\]-]+(?: [\p{L}\p{M}\p{N}_./@+()[\]-]+)*$/u.test(name)) return name;
  return JSON.stringify(name).replaceAll(/[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu, escaped);
}

function escaped(character: string): string {
  return Array.from(
    { length: character.length },
    (_, i) => `\\u${character.charCodeAt(i).toString(16).padStart(4, "0")}`,
  ).join("");
}

function rangeText(lines: LineRange | undefined): string {
  if (lines === undefined) return "";
  return lines.start === lines.end
    ? `, line ${lines.start}`
    : `, lines ${lines.start}-${lines.end}`;
}

function problemLines(problems: readonly Problem[]): readonly string[] {
  if (problems.length === 0) return [];
  return [
    "Problems:",
    ...problems.map(({ line, severity, source, message }) => {
      const from = source === undefined ? "" : ` (${quoted(source)})`;
      return `- line ${line}, ${severity}${from}: ${message.replaceAll(/\s+/g, " ").trim()}`;
    }),
  ];
}

function fenceFor(text: string): string {
  const longest = text.match(/`+/g)?.reduce((most, run) => Math.max(most, run.length), 0) ?? 0;
  return "`".repeat(Math.max(3, longest + 1));
}
