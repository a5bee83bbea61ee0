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

  test("a function can have other parameters, become a constant, and bring new ones along", () => {
    const start = file.indexOf("export async function load");
    const rewritten = `const trimmed = (text: string) => text.trim();\n\nexport const load = async (path: URL, encoding = "utf8") => {\n  return trimmed(await readFile(path, encoding));\n};\n\nexport function later(): void {}\n`;
    expect(placed(rewritten)).toBe(file.slice(0, start) + rewritten);
  });

  test("comments come along, decorators and other classes' methods stay", () => {
    const original = `class A:\n    @cached\n    def size(self):\n        return 1\n\n\nclass B:\n    def size(self):\n        return 2\n`;
    const code = "class A:\n    # ... existing code ...\n    def size(self):\n        return 3";
    expect(placed(code, original)).toBe(original.replace("return 1", "return 3"));
    expect(placed("def size(self):\n    return 3", original)).toBe("unplaced");
    expect(placed("def size(self, unit):\n    return 3", original)).toBe("unplaced");
  });

  test("new imports go to the others, and none loses a name", () => {
    const start = file.indexOf("export async function load");
    const rest = `export async function load(path: string): Promise<string> {\n  return readFile(path, "utf8");\n}\n`;
    const placedWith = (imports: string) => placed(`${imports}\n\n${rest}`);
    const before = file.slice(0, start);
    expect(placedWith('import { join } from "node:path";')).toBe(
      `import { join } from "node:path";\n${before}${rest}`,
    );
    expect(placedWith('import { open, readFile } from "node:fs/promises";')).toBe(
      before.replace("{ readFile }", "{ open, readFile }") + rest,
    );
    expect(placedWith('import { open } from "node:fs/promises";')).toBe("unplaced");
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

  test.each([
    "SELECT name FROM ships;\n",
    "}\n",
    // A new function, which nothing tells a place for.
    "function leave(): void {}\n",
    // The old body would stay, or what is left out would be lost.
    "export function greet(name: string): string {\n  return name;\n// ... existing code ...\n",
    "export function greet(name: string): string { /* ... */ }\n",
    "function other() {\n  // ... existing code ...\n}\n",
    // Nothing would run there.
    "export function greet(name: string): string {\n  // ...\n  log(name);\n}\n",
  ])("what fits nowhere for sure is refused: %j", (code) => expect(placed(code)).toBe("unplaced"));

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

  test("what is given of a function changes, the rest stays", () => {
    const result = "return `${greeting}, ${name}!`;";
    const code = `export function greet(name: string): string {\n  // ...\n  log(name);\n  ${result}\n}`;
    expect(placed(code)).toBe(file.replace(result, `log(name);\n  ${result}`));
    const method = `  reset(): void {\n    log("reset");\n    // ...\n  }`;
    expect(placed(method)).toBe(
      file.replace("reset(): void {\n", `reset(): void {\n    log("reset");\n`),
    );
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

  test("a line that is removed can look like the name of a file", () => {
    const diff = "@@ -1,2 +1,1 @@\n--- the ships\n SELECT name FROM ships;";
    const query = "SELECT name FROM ships;\n";
    expect(placed(diff, `-- the ships\n${query}`)).toBe(query);
  });

  test("one that makes a file holds all of it", () => {
    const diff = "--- /dev/null\n+++ b/a.ts\n@@ -0,0 +1,2 @@\n+let a = 1;\n+let b = 2;";
    expect(placed(diff, "")).toBe("let a = 1;\nlet b = 2;\n");
    expect(placed(diff, "let a = 1;\nlet b = 3;\n")).toBe("let a = 1;\nlet b = 2;\n");
    expect(placed(diff, file)).toBe("unplaced");
  });

  test("lines without others around them go below the line that is named, or to the top", () => {
    const list = "a\nb\nc\n";
    expect(placed("@@ -2,0 +3,1 @@\n+x", list)).toBe("a\nb\nx\nc\n");
    expect(placed("@@ -0,0 +1,2 @@\n+// Licence\n+import x", list)).toBe(
      "// Licence\nimport x\na\nb\nc\n",
    );
    expect(placed("@@ -0,0 +1,1 @@\n+x\n@@ -3,1 +4,1 @@\n-c\n+d", list)).toBe("x\na\nb\nd\n");
    // It can be the whole file anew.
    expect(placed("@@ -0,0 +1,2 @@\n+let a = 1;\n+let b = 2;", list)).toBe("unplaced");
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
