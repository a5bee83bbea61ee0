import { beforeEach, expect, test, vi } from "vitest";
import type { DocumentSymbol, TextDocument, TextEditor } from "vscode";
import {
  codeAround,
  codeOfSymbol,
  enclosingNames,
  selectedCode,
} from "../../../../src/host/context/selection.ts";
import { linesToOffer } from "../../../../src/host/context/selectionOffer.ts";
import { Document, Range, SymbolKind } from "./vscodeLines.ts";

const executeCommand = vi.hoisted(() => vi.fn());
vi.mock("vscode", async () => ({
  ...(await import("./vscodeLines.ts")),
  commands: { executeCommand },
  workspace: {
    isTrusted: true,
    getWorkspaceFolder: () => ({ uri: "file:///folder" }),
    asRelativePath: () => "a.ts",
  },
}));

const text = `export const App = () => {
  const onClick = async (event: Event) => {
    const sum = 1;
  };
  const options = {
    depth: 1,
  };
  return names.map((name) => name.length);
};
export class Greeter {
  static defaults = {
    loud: true,
  };
  get name() {
    return 1;
  }
  greet(name: string) {
    const first = name[0];
  }
  short() {}
}
export interface Visitor {
  greet(): void;
}
export default defineConfig({
  test: {
    include: ["a"],
  },
});
function id(x) { return x; }
const limit = 5;`;
const document: TextDocument = Object(new Document(text));

const { Class, Function, Interface, Method, Property, Variable } = SymbolKind;
/** What TypeScript's language server says of it; lines from 1. */
const symbols = [
  symbol("App", Variable, 1, 9, [
    symbol("onClick", Variable, 2, 4, [symbol("sum", Variable, 3, 3)]),
    symbol("options", Variable, 5, 7, [symbol("depth", Property, 6, 6)]),
    symbol("names.map() callback", Function, 8, 8),
  ]),
  symbol("Greeter", Class, 10, 21, [
    symbol("defaults", Property, 11, 13, [symbol("loud", Property, 12, 12)]),
    symbol("name", Property, 14, 16),
    symbol("greet", Method, 17, 19, [symbol("first", Variable, 18, 18)]),
    symbol("short", Method, 20, 20),
  ]),
  symbol("Visitor", Interface, 22, 24, [symbol("greet", Method, 23, 23)]),
  symbol("default", Variable, 25, 29, [
    symbol("test", Property, 26, 28, [symbol("include", Property, 27, 27)]),
  ]),
  symbol("id", Function, 30, 30),
  symbol("limit", Variable, 31, 31),
];

beforeEach(() => {
  executeCommand.mockReset().mockResolvedValue(symbols);
});

test.each([
  ["a local of a function that a variable holds", 3, [2, 4]],
  ["a table in a function", 6, [1, 9]],
  ["a callback of one line", 8, [1, 9]],
  ["a table of a class", 12, [10, 21]],
  ["a getter", 15, [14, 16]],
  ["a local of a method", 18, [17, 19]],
  ["a method of one line", 20, [10, 21]],
  ["a signature", 23, [22, 24]],
  ["a table in a table", 27, [25, 29]],
  ["a function of one line", 30, [30, 30]],
  ["a value of one line", 31, undefined],
])(
  "without a selection, in %s, it is what the place takes to be understood",
  async (_, line, lines) => {
    const [code] = await selectedCode(editor([line - 1, 6, line - 1, 6]));
    expect(code?.lines && [code.lines.start, code.lines.end]).toEqual(lines);
    expect(code?.isPart).toBeUndefined();
    const problem = await codeAround(document, range([line - 1, 6, line - 1, 8]));
    expect([problem.lines?.start, problem.lines?.end]).toEqual(lines ?? [21, 31]);
  },
);

test("a symbol that was picked by its name is this symbol, in whole lines", async () => {
  const code = await codeOfSymbol(document, range([2, 10, 2, 17]));
  expect([code.text, code.isPart]).toEqual(["    const sum = 1;", undefined]);
});

test("cursors in the same and in adjacent lines select these lines, one alone what it selects", async () => {
  const code = await selectedCode(
    editor([16, 2, 16, 7], [0, 7, 0, 12], [0, 13, 0, 16], [1, 2, 1, 7], [4, 0, 4, 0]),
  );
  expect(code.map(({ lines, isPart, text }) => [lines, isPart, text])).toEqual([
    [{ start: 1, end: 2 }, undefined, text.split("\n").slice(0, 2).join("\n")],
    [{ start: 17, end: 17 }, true, "greet"],
  ]);
});

test("hundreds of selections are offered where they are one block, and not where they are scattered", () => {
  const long: TextDocument = Object(new Document("word\n".repeat(600)));
  const column = Array.from({ length: 200 }, (_, i) => [i, 0, i, 4] as const);
  const scattered = column.map(([line]) => [line * 3, 0, line * 3, 4] as const);
  expect(linesToOffer(editorOf(long, column)).map(({ lines }) => lines)).toEqual([
    { start: 1, end: 200 },
  ]);
  expect(linesToOffer(editorOf(long, scattered.slice(0, 10)))).toHaveLength(10);
  expect(linesToOffer(editorOf(long, scattered))).toEqual([]);
});

test("the pieces of a document ask once for its symbols, and again after a change", async () => {
  const changing = new Document(text);
  const ask = () => enclosingNames(Object(changing), { start: 18, end: 18 });
  const names = Promise.all([ask(), ask()]);
  changing.set(text);
  const later = ask();
  expect(await names).toEqual([
    ["Greeter", "greet", "first"],
    ["Greeter", "greet", "first"],
  ]);
  await later;
  await ask();
  expect(executeCommand).toHaveBeenCalledTimes(3);
});

type Place = readonly [number, number, number, number];

function range(place: Place) {
  return Object(new Range(...place));
}

function editor(...places: readonly Place[]): TextEditor {
  return editorOf(document, places);
}

function editorOf(document: TextDocument, places: readonly Place[]): TextEditor {
  const selections = places.map(range);
  return Object({ document, selections, selection: selections[0] });
}

function symbol(
  name: string,
  kind: number,
  first: number,
  last: number,
  children: readonly DocumentSymbol[] = [],
): DocumentSymbol {
  return Object({ name, kind, range: new Range(first - 1, 2, last - 1, 3), children });
}
