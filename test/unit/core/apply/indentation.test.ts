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
    "def area(r):\n    area = \\\n      3 * r\n    return area\n",
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
});
