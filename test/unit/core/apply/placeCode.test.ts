import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { difference } from "../../../../src/core/apply/difference.ts";
import { placeCode } from "../../../../src/core/apply/placeCode.ts";

const file = `import { readFile } from "node:fs/promises";

/** Greets one person. */
export function greet(name: string): string {
  const greeting = "Hello";
  return \`\${greeting}, \${name}!\`;
}

export class Counter {
  #count = 0;

  increment(): number {
    this.#count += 1;
    return this.#count;
  }

  reset(): void {
    this.#count = 0;
  }
}

export async function load(path: string): Promise<string> {
  const text = await readFile(path, "utf8");
  return text.trim();
}
`;

const placed = (code: string, original = file): string => {
  const placement = placeCode(original, code);
  return placement.kind === "placed" ? placement.text : placement.kind;
};

describe("a part of a file", () => {
  test("a function takes the place of the one with its name", () => {
    const code = `export function greet(name: string, greeting = "Hello"): string {\n  return greeting + name;\n}\n`;
    const start = file.indexOf("export function");
    const end = file.indexOf("\nexport class");
    expect(placed(code)).toBe(file.slice(0, start) + code + file.slice(end));
    const remark = "/** Greets anyone. */\n";
    expect(placed(remark + code)).toBe(
      file.slice(0, file.indexOf("/** Greets")) + remark + code + file.slice(end),
    );
  });

  test("a method without its indentation is indented like the old one", () => {
    const code = `increment(): number {\n  this.#count += 2;\n  return this.#count;\n}`;
    expect(placed(code)).toBe(file.replace("this.#count += 1;", "this.#count += 2;"));
  });

  test("lines around a changed line tell the place", () => {
    const code = `  const text = await readFile(path, "utf8");\n  return text.trimEnd();\n}`;
    expect(placed(code)).toBe(file.replace("text.trim()", "text.trimEnd()"));
  });

  test("Python, where blocks end by indentation", () => {
    const original =
      "import os\n\ndef area(r):\n    return 3 * r * r\n\ndef rim(r):\n    return 6 * r\n";
    expect(placed("def area(radius):\n    return 3.14 * radius ** 2\n", original)).toBe(
      "import os\n\ndef area(radius):\n    return 3.14 * radius ** 2\n\ndef rim(r):\n    return 6 * r\n",
    );
  });

  test("what fits nowhere is refused", () => {
    expect(placed("SELECT name FROM ships;\n")).toBe("unplaced");
    expect(placed("}\n")).toBe("unplaced");
  });

  test("what is there already changes nothing", () => {
    expect(placed("  reset(): void {\n    this.#count = 0;\n  }\n")).toBe("unchanged");
    expect(placed(file)).toBe("unchanged");
  });
});

describe("the whole file", () => {
  test("replaces it, also with lines missing at its ends", () => {
    const code = file.replace(/^import.*\n\n/, "").replace("+= 1", "+= 3");
    expect(placed(code)).toBe(code);
  });

  test("into an empty file", () => {
    expect(placed("let a = 1;", "")).toBe("let a = 1;\n");
  });

  test("the file's line breaks stay", () => {
    const original = file.replaceAll("\n", "\r\n");
    expect(placed(file.replace("+= 1", "+= 3"), original)).toBe(original.replace("+= 1", "+= 3"));
  });
});

describe("elisions", () => {
  test.each([
    "// ... existing code ...",
    "// …",
    "/* ... rest of the file unchanged ... */",
    "# ... existing code ...",
    "// rest of the code stays the same...",
  ])("%s stands for what the file has there", (elision) => {
    const code = `${elision}\n\nexport class Counter {\n  #count = 10;\n  ${elision}\n}\n\n${elision}\n`;
    expect(placed(code)).toBe(file.replace("#count = 0;", "#count = 10;"));
  });

  test("new lines before the line that closes", () => {
    const code = `export class Counter {\n  // ... existing code ...\n\n  double(): void {\n    this.#count *= 2;\n  }\n}\n`;
    const wanted = file.replace(
      "    this.#count = 0;\n  }\n}\n",
      "    this.#count = 0;\n  }\n  double(): void {\n    this.#count *= 2;\n  }\n}\n",
    );
    expect(placed(code).replaceAll(/\n\n/g, "\n")).toBe(wanted.replaceAll(/\n\n/g, "\n"));
  });

  test("new lines at the start and at the end", () => {
    expect(placed(`import os from "node:os";\n// ... existing code ...`)).toBe(
      `import os from "node:os";\n${file}`,
    );
    expect(placed(`// ... existing code ...\n\nexport const end = true;`)).toBe(
      `${file}\nexport const end = true;\n`,
    );
  });

  test("Python's own ... is code", () => {
    const original = "def later():\n    pass\n";
    expect(placed("def later():\n    ...\n", original)).toBe("def later():\n    ...\n");
  });
});

describe("unified diffs", () => {
  test("with wrong numbers in the header", () => {
    const diff = `--- a/greet.ts\n+++ b/greet.ts\n@@ -90,9 +1,3 @@\n   increment(): number {\n-    this.#count += 1;\n+    this.#count += 5;\n     return this.#count;`;
    expect(placed(diff)).toBe(file.replace("+= 1", "+= 5"));
  });

  test("a hunk that is in two places goes where its header says, else nowhere", () => {
    const original = "a\nsame\nb\nsame\nc\n";
    expect(placed("@@ -4,1 +4,1 @@\n-same\n+other", original)).toBe("a\nsame\nb\nother\nc\n");
    expect(placed("@@ @@\n-same\n+other", original)).toBe("unplaced");
  });

  test("lists, whose lines start with - as well, are none", () => {
    const play =
      "---\n- name: web\n  hosts: all\n  tasks:\n    - ping:\n\n- name: db\n  hosts: db\n";
    const code = play.replace("hosts: all", "hosts: web\n  become: true");
    expect(placed(code, play)).toBe(code);
    expect(placed(code, "")).toBe(code);
    expect(placed("- one\n- 2\n- three", "- one\n- two\n- three\n")).toBe("- one\n- 2\n- three\n");
    // A diff whose lines are not there must not take the file's place, however much of it it shows.
    const list = "a\nb\nc\nd\ne\n";
    expect(placed(" a\n b\n-x\n+y\n c\n d\n e", list)).toBe("unplaced");
    expect(placed("@@ @@\n a\n b\n-x\n c\n d\n e", list)).toBe("unplaced");
  });

  test("every diff of every edit gives the edited file", () => {
    const lines = fc.uniqueArray(fc.stringMatching(/^[a-z]{5,8}$/), {
      minLength: 4,
      maxLength: 30,
    });
    const edits = fc.array(fc.tuple(fc.nat(29), fc.constantFrom("change", "remove", "insert")), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(lines, edits, fc.nat(200), (original, edits, wrong) => {
        const { edited, diff } = edit(original, edits, wrong);
        const text = `${original.join("\n")}\n`;
        const wanted = edited.join("\n") + "\n";
        expect(placed(diff, text)).toBe(wanted === text ? "unchanged" : wanted);
      }),
    );
  });
});

test("what differs in two texts, put in its place, gives the second, and parts no emoji", () => {
  // Circles of one colour share their first half, and 🟢 shares its second with 🏢.
  const text = fc.array(fc.constantFrom("🟢", "🔴", "🏢", "a", "\n"), { maxLength: 8 });
  fc.assert(
    fc.property(text, text, (old, now) => {
      const [before, after] = [old.join(""), now.join("")];
      const { start, end, text } = difference(before, after);
      const pieces = [before.slice(0, start), text, before.slice(end)];
      expect(pieces.join("")).toBe(after);
      for (const piece of pieces) expect(piece.isWellFormed()).toBe(true);
    }),
    { numRuns: 1000 },
  );
});

/** Edits lines and writes the diff, with three lines of context and wrong numbers. */
function edit(
  original: readonly string[],
  edits: readonly (readonly [number, string])[],
  wrong: number,
): { edited: string[]; diff: string } {
  const change = new Map(edits.map(([line, what]) => [line % original.length, what]));
  const body = original.flatMap((line, index): string[] => {
    const what = change.get(index);
    if (what === "change") return [`-${line}`, `+${line.toUpperCase()}`];
    if (what === "remove") return [`-${line}`];
    return what === "insert" ? [` ${line}`, `+NEW ${line}`] : [` ${line}`];
  });
  const near = (index: number): boolean =>
    body.slice(Math.max(0, index - 3), index + 4).some((line) => !line.startsWith(" "));
  const diff = body.flatMap((line, index) => {
    if (!near(index)) return [];
    return index === 0 || !near(index - 1) ? [`@@ -${wrong} +${wrong} @@`, line] : [line];
  });
  const edited = body.filter((line) => !line.startsWith("-")).map((line) => line.slice(1));
  return { edited, diff: diff.join("\n") };
}
