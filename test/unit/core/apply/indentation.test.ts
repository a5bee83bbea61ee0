import { describe, expect, test } from "vitest";
import { placeCode } from "../../../../src/core/apply/placeCode.ts";

const placed = (code: string, original: string): string => {
  const placement = placeCode(original, code);
  return placement.kind === "placed" ? placement.text : placement.kind;
};

describe("tabs and spaces", () => {
  const original =
    "import os\n\ndef area(r):\n\treturn 3 * r * r\n\ndef rim(r):\n\tif r:\n\t\treturn 6 * r\n\treturn 0\n\nprint(area(1))\nprint(rim(1))\n";

  test("stay apart, also where lines are aligned or are text", () => {
    const code =
      'def area(r):\n    text = """\n  round\n    """\n    return f(text,\n             r)\n';
    expect(placed(code, original)).toBe(
      original.replace(
        "\treturn 3 * r * r",
        '\ttext = """\n  round\n    """\n\treturn f(text,\n\t\t\t r)',
      ),
    );
  });

  test.each([
    "def area(r):\n    if r:\n          return 3\n    return 0\n    for a in r:\n        if a:\n            b()\n",
    "def area(r):\n\tif r:\n        return 3\n\treturn 0\n",
    "@@ @@\n def area(r):\n-\treturn 3 * r * r\n+    return 4 * r * r",
  ])("are not mixed: %j", (code) => expect(placed(code, original)).toBe("unplaced"));

  test.each([
    ["tabs", "\t", "    "],
    ["spaces", "  ", "\t"],
  ])("of a diff become those of a file with %s", (_, unit, other) => {
    const diff = `@@ @@\n def rim(r):\n+${other}log(r)\n ${other}if r:\n-${other}${other}return 6 * r\n+${other}${other}return 7 * r`;
    const text = original.replaceAll("\t", unit);
    expect(placed(diff, text)).toBe(
      text.replace("def rim(r):\n", `def rim(r):\n${unit}log(r)\n`).replace("6 * r", "7 * r"),
    );
  });

  test.each([
    ["brackets", "def area(r,\n         b):\n", "def area(r,\n\t\t b):\n"],
    ["a backslash", "def area(r):\n    a = \\\n      3\n", "def area(r):\n\ta = \\\n\t  3\n"],
    [
      "a dictionary",
      "def area(r,\n      b={1: 2,\n         3: 4}):\n",
      "def area(r,\n\t  b={1: 2,\n\t\t 3: 4}):\n",
    ],
  ])("tell nothing of the depth where lines go on: %s", (_, header, wanted) => {
    const code = `${header}    return r\n`;
    expect(placed(code, original)).toBe(
      original.replace("def area(r):\n", wanted).replace("3 * r * r", "r"),
    );
  });

  test("tell nothing of the depth behind &&", () => {
    const file = "func a() {\n\tc()\n}\n\nfunc b() {\n\tc()\n}\n";
    const code = "func a() {\n    if x &&\n      y {\n        c()\n    }\n}\n";
    const wanted = "func a() {\n\tif x &&\n\t  y {\n\t\tc()\n\t}\n}\n";
    expect(placed(code, file)).toBe(file.replace(/^func a[^}]*}\n/, wanted));
  });

  test.each([
    [
      "C",
      "int a(int x)\n{\n\treturn x;\n}\n",
      "int a(int x,\n      int y)\n{\n\treturn x + y;\n}\n",
    ],
    ["Python", "def a(b):\n\treturn b\n", "def a(b,\n      c):\n\treturn c\n"],
    ["PHP", "function a() {\n\treturn 1;\n}\n", "function a() {\n $b = 1;\n\treturn $b;\n}\n"],
  ])("can be in one file of %s", (_, first, code) => {
    const rest = first.replace(/\ba\b/, "other");
    expect(placed(code, `${first}\n${rest}`)).toBe(`${code}\n${rest}`);
    const diff = `@@ @@\n${marked("-", first)}\n${marked("+", code)}`;
    expect(placed(diff, `${first}\n${rest}`)).toBe(`${code}\n${rest}`);
  });

  test.each([
    "ifeq (1,1)\n  X = 1\nendif\n\nall: a\n",
    "SRC = a.c \\\n      b.c\n\nall: a\n",
    "# Build\n\n- one\n  - two\n\nall: a\n",
    "# Run\n\n- one\n  - two\n\ndef f():\n    pass\n\nall: a\n",
  ])("stay as they are in a makefile: %j", (file) => {
    const recipe = "clean: $(OBJ) \\\n  b.o\n\trm a";
    expect(placed(`# ... existing code ...\n\n${recipe}\n`, file)).toBe(`${file}\n${recipe}\n`);
    const diff = `@@ @@\n all: a\n+\n${marked("+", recipe)}`;
    expect(placed(diff, file)).toBe(`${file}\n${recipe}\n`);
  });

  test("stay as they are in the conditions of a makefile", () => {
    const condition = "ifdef A\n  X = 1\nendif\n";
    expect(placed(`# ... existing code ...\n\n${condition}`, "all: a\n\tcc a\n")).toBe(
      `all: a\n\tcc a\n\n${condition}`,
    );
  });
});

function marked(mark: string, text: string): string {
  return text.trimEnd().replaceAll(/^/gm, mark);
}
