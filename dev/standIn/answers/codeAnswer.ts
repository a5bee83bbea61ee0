/** The first fenced block of a question. */
export interface Code {
  readonly language: string;
  readonly text: string;
}

export function findCode(question: string): Code | undefined {
  const fence = /^(`{3,}|~{3,})([^\n`]*)\n([\s\S]*?)\n\1[ \t]*$/m.exec(question);
  if (fence === null) return undefined;
  const language = (fence[2] ?? "").trim().split(/\s/, 1)[0] ?? "";
  return { language, text: fence[3] ?? "" };
}

/** Explains, mends, tests or documents the code, whichever the words around it ask for. */
export function answerAboutCode(question: string, code: Code): string {
  const words = question.replace(code.text, "");
  if (/\btests?\b/i.test(words)) return writeTests(code);
  if (/\b(fix|bugs?|mend|repair|wrong)\b/i.test(words)) return fix(code);
  if (/\b(document|documentation|docstrings?|comments?|jsdoc)\b/i.test(words))
    return documented(code);
  return explain(code);
}

interface Declaration {
  readonly name: string;
  readonly parameters: readonly string[];
  /** 0-based. */
  readonly line: number;
}

function declarations({ text }: Code): Declaration[] {
  return text.split("\n").flatMap((content, line) => {
    const found =
      /(?:function|def|fn|func)\s+(\w+)\s*(?:<[^>]*>)?\(([^)]*)/.exec(content) ??
      /(?:const|let)\s+(\w+)\s*=\s*(?:async\s*)?\(([^)]*)\)[^=]*=>/.exec(content);
    if (found === null) return [];
    const parameters = (found[2] ?? "")
      .split(",")
      .map((parameter) => /\w+/.exec(parameter)?.[0] ?? "")
      .filter((name) => name !== "");
    return [{ name: found[1] ?? "", parameters, line }];
  });
}

function explain(code: Code): string {
  const lines = code.text.split("\n").length;
  const found = declarations(code);
  const list = found.map(
    ({ name, parameters, line }) =>
      `- \`${name}\` (line ${line + 1}) takes ${parameters.map((p) => `\`${p}\``).join(", ") || "no parameters"}.`,
  );
  const summary =
    list.length === 0
      ? "It declares no functions; it runs from top to bottom."
      : `It declares:\n\n${list.join("\n")}`;
  return `## What this code does

You sent ${lines} ${lines === 1 ? "line" : "lines"}${code.language === "" ? "" : ` of ${code.language}`}:

${fenced(code)}

${summary}

### Worth knowing

1. **Inputs** are used as they come, so callers have to pass what the code expects.
2. **Nothing outside** of it is changed unless a call above does so.
`.trimEnd();
}

/** Mistakes that can be mended line by line, with the reason. */
const mends: readonly (readonly [RegExp, string, string])[] = [
  [
    /<=\s*(\w+)\.length/g,
    "< $1.length",
    "The last valid index is `length - 1`, so `<=` reads past the end.",
  ],
  [/([^=!<>])==([^=])/g, "$1===$2", "`==` converts its operands before comparing; `===` does not."],
  [/\bvar\b/g, "let", "`var` is visible in the whole function; `let` only in its block."],
];

function fix(code: Code): string {
  let text = code.text;
  const reasons: string[] = [];
  for (const [pattern, replacement, reason] of mends) {
    const mended = text.replace(pattern, replacement);
    if (mended !== text) reasons.push(reason);
    text = mended;
  }
  if (reasons.length === 0)
    return `I read it line by line and found nothing that must change:\n\n${fenced(code)}\n\nIf it still misbehaves, tell me the input and what you expected.`;
  const list = reasons.map((reason, index) => `${index + 1}. ${reason}`).join("\n");
  return `## What was wrong\n\n${list}\n\n## Mended\n\n${fenced({ ...code, text })}`;
}

function writeTests(code: Code): string {
  const found = declarations(code);
  const names = found.map(({ name }) => name);
  const body =
    code.language === "python"
      ? names.map((name) => `def test_${name}():\n    assert ${name} is not None\n`).join("\n\n")
      : `import { expect, test } from "vitest";\n\n${found.map(testCase).join("\n\n")}`;
  return `Tests for ${names.map((name) => `\`${name}\``).join(", ") || "this code"}:\n\n${fenced({
    language: code.language === "python" ? "python" : "ts",
    text: body,
  })}\n\nThey cover the usual call. Add one for an empty input once you have decided what it should do.`;
}

function testCase({ name, parameters }: Declaration): string {
  const values = parameters.map((parameter) => JSON.stringify(parameter)).join(", ");
  return `test("${name} returns a value", () => {\n  expect(${name}(${values})).toBeDefined();\n});`;
}

function documented(code: Code): string {
  const lines = code.text.split("\n");
  for (const { name, parameters, line } of declarations(code).toReversed()) {
    const indent = /^\s*/.exec(lines[line] ?? "")?.[0] ?? "";
    if (code.language === "python") lines.splice(line + 1, 0, `${indent}    """Does ${name}."""`);
    else
      lines.splice(
        line,
        0,
        `${indent}/**`,
        `${indent} * Does what \`${name}\` says.`,
        ...parameters.map((parameter) => `${indent} * @param ${parameter} what to work on`),
        `${indent} */`,
      );
  }
  return `With documentation:\n\n${fenced({ ...code, text: lines.join("\n") })}`;
}

function fenced({ language, text }: Code): string {
  const longest = Math.max(2, ...[...text.matchAll(/`{3,}/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}
