import { expect, test, vi } from "vitest";
import type { CodeAttachment } from "../../../../src/core/attachment.ts";
import { openDocument } from "../../../../src/host/context/codeDocument.ts";
import { problemsOf } from "../../../../src/host/context/problems.ts";

vi.mock("../../../../src/host/context/selection.ts", () => ({}));
vi.mock("vscode", () => ({
  DiagnosticSeverity: {},
  workspace: { textDocuments: [] },
  Uri: {
    parse: () => {
      throw new Error("[UriError]: Scheme contains illegal characters.");
    },
  },
}));

const code: CodeAttachment = {
  kind: "code",
  id: "c",
  path: "a.ts",
  uri: "a b:c",
  languageId: "ts",
  text: "",
};

test("code of a restored chat whose document has no address is code without a document", async () => {
  expect(problemsOf(code)).toEqual([]);
  expect(await openDocument(code)).toBeUndefined();
});
