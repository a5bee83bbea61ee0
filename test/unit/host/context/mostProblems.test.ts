import { expect, test, vi } from "vitest";
import type { CodeAttachment } from "../../../../src/core/attachment.ts";
import { problemsOf } from "../../../../src/host/context/problems.ts";

vi.mock("../../../../src/host/context/selection.ts", () => ({}));
vi.mock("vscode", () => ({
  DiagnosticSeverity: { Error: 0 },
  Range: Object,
  Uri: { parse: () => ({}) },
  languages: {
    getDiagnostics: () =>
      Array.from({ length: 1_500 }, (_, i) => ({
        severity: 0,
        message: "Not so.",
        range: { start: place(1_499 - i), intersection: () => ({}) },
      })),
  },
}));

function place(line: number) {
  return { line, compareTo: (other: { readonly line: number }) => line - other.line };
}

test("of a file full of problems the first go out: more than a file of a chat may have would be lost", () => {
  const problems = problemsOf(code);
  expect(problems).toHaveLength(200);
  expect(problems.at(-1)).toMatchObject({ severity: "error", line: 200 });
});

const code: CodeAttachment = {
  kind: "code",
  id: "c",
  path: "a.ts",
  uri: "file:///a.ts",
  languageId: "typescript",
  text: "",
};
