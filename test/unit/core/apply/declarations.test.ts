import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { placeCode } from "../../../../src/core/apply/placeCode.ts";
import { linesOf, samples, type Bodies, type Callable, type Sample } from "./samples.ts";

type Show = (sample: Sample, shown: readonly Callable[], bodies: Bodies) => readonly string[];

/** The ways in which answers show what they have rewritten. */
const shapes: readonly (readonly [string, Show])[] = [
  ["alone", alone],
  [
    "without indentation",
    (_, shown, bodies) => separated(shown.map((one) => dedented(linesOf(one, bodies)))),
  ],
  [
    "before an elision",
    (sample, shown, bodies) => [...alone(sample, shown, bodies), "", sample.elision],
  ],
  [
    "after an elision",
    (sample, shown, bodies) => [sample.elision, "", ...alone(sample, shown, bodies)],
  ],
  [
    "between elisions",
    ({ elision }, shown, bodies) => [
      elision,
      ...shown.flatMap((one) => [...linesOf(one, bodies), elision]),
    ],
  ],
  ["in what it is in", inContainers],
];

describe.each(samples)("a new body in a $language file", (sample) => {
  const { callables, statements } = sample;
  const original = sample.file(new Map());
  const body = fc.array(fc.constantFrom(...statements), { minLength: 1, maxLength: 5 });
  const changes = fc.uniqueArray(fc.tuple(fc.constantFrom(...callables), body), {
    minLength: 1,
    maxLength: 2,
    selector: ([callable]) => callable,
  });

  test.each(shapes)("%s takes the place of the old one, or is refused, rarely", (shape, show) => {
    let refused = 0;
    fc.assert(
      fc.property(changes, (changes) => {
        const bodies = new Map(changes);
        const shown = changes.map(([callable]) => callable);
        const placement = placeCode(original, show(sample, shown, bodies).join("\n"));
        const wanted = sample.file(bodies);
        if (isAmbiguous(sample, shape, shown)) expect(placement.kind).toBe("unplaced");
        else if (placement.kind === "unplaced") refused++;
        else if (wanted === original) expect(placement.kind).toBe("unchanged");
        else expect(placement).toEqual({ kind: "placed", text: wanted });
      }),
      { numRuns: 200 },
    );
    expect(refused).toBeLessThan(10);
  });

  test.each([
    ["tabs", "spaces"],
    ["spaces", "tabs"],
  ] as const)("with %s is never given %s, nor other lines for them", (kind, other) => {
    let refused = 0;
    fc.assert(
      fc.property(fc.constantFrom(...shapes), changes, ([shape, show], changes) => {
        const shown = changes.map(([callable]) => callable);
        fc.pre(!isAmbiguous(sample, shape, shown));
        const bodies = new Map(changes);
        const code = show(sample, shown, bodies).join("\n");
        const placement = placeCode(indented(original, kind), indented(code, other));
        const wanted = indented(sample.file(bodies), kind);
        if (placement.kind === "unplaced") refused++;
        else if (placement.kind === "placed") expect(placement.text).toBe(wanted);
        else expect(wanted).toBe(indented(original, kind));
      }),
      { numRuns: 400 },
    );
    expect(refused).toBeLessThan(20);
  });
});

/** The same code with tabs, or with spaces: some samples have two for a level, the others four. */
function indented(code: string, kind: "tabs" | "spaces"): string {
  const unit = /^ {2}\S/m.test(code) ? 2 : 4;
  return code.replaceAll(/^[\t ]+/gm, (margin) =>
    kind === "tabs"
      ? margin.replaceAll(" ".repeat(unit), "\t")
      : margin.replaceAll("\t", " ".repeat(unit)),
  );
}

test.each([
  [
    "a style sheet",
    ".a:hover {\n  color: red;\n  margin: 0;\n}\n",
    ".a:hover {\n  color: blue;\n}\n",
  ],
  [
    "JSON, with the comma that its place wants",
    '{\n  "a": {\n    "b": 1\n  },\n  "c": 2\n}\n',
    '"a": {\n  "b": 3\n}',
    '{\n  "a": {\n    "b": 3\n  },\n  "c": 2\n}\n',
  ],
  [
    "JSON, and a new last member after it",
    '{\n  "a": 1, // one, two\n  "b": {\n    "c": "},"\n  } // three\n}\n',
    '{\n  // ... existing code ...\n  "b": {\n    "c": ","\n  },\n  "d": "e",\n}\n',
    '{\n  "a": 1, // one, two\n  "b": {\n    "c": ","\n  },\n  "d": "e"\n}\n',
  ],
  [
    "JSON in one line each, old and new",
    '{\n  "a": 1,\n  "b": 1\n}\n',
    '{\n  // ... existing code ...\n  "b": 2,\n  "c": 3\n}\n',
    '{\n  "a": 1,\n  "b": 2,\n  "c": 3\n}\n',
  ],
  [
    "JSON, where a new member is all that is given",
    '{\n  "a": [1, 2]\n}\n',
    '{\n  // ... existing code ...\n  "b": true\n}\n',
    '{\n  "a": [1, 2],\n  "b": true\n}\n',
  ],
  [
    "JSON with a comma behind the last member",
    '{\n  "a": [\n    "b",\n  ],\n}\n',
    '"a": [\n  "b"\n],\n"c": null',
    '{\n  "a": [\n    "b"\n  ],\n  "c": null\n}\n',
  ],
  [
    "JSON with remarks of several lines",
    '{\n  "a": {\n    "b": true\n    /*\n    "c": 1\n    */\n  },\n  "d": 1\n}\n',
    '"d": 2,',
    '{\n  "a": {\n    "b": true\n    /*\n    "c": 1\n    */\n  },\n  "d": 2\n}\n',
  ],
  [
    "JSON, with commas between texts and remarks that look like each other",
    '{\n  "a": "/*" /* one\n  two */\n}\n',
    '{\n  // ... existing code ...\n  "b": "/*"\n}\n',
    '{\n  "a": "/*", /* one\n  two */\n  "b": "/*"\n}\n',
  ],
  [
    "HTML",
    "<main>\n  <ul>\n    <li>a</li>\n  </ul>\n  <p>b</p>\n</main>\n",
    "<ul>\n  <li>c</li>\n  <li>d</li>\n</ul>",
    "<main>\n  <ul>\n    <li>c</li>\n    <li>d</li>\n  </ul>\n  <p>b</p>\n</main>\n",
  ],
])("a block of %s takes the place of the one with its header", (_, original, code, wanted = code) =>
  expect(placeCode(original, code)).toEqual({ kind: "placed", text: wanted }),
);

test("members of JSON are not put outside of it", () => {
  const code = '// ... existing code ...\n"x": 2,\n"y": 3';
  expect(placeCode('{\n  "a": 1,\n  "b": 1\n}\n', code)).toEqual({ kind: "unplaced" });
});

test("functions of a file that starts with one are not the whole of it", () => {
  const original = functions("one", "two", "three");
  const code = functions("one", "three").replaceAll("return", "return 2 *");
  const text = original.replaceAll(/return (?!two)/g, "return 2 * ");
  expect(placeCode(original, code)).toEqual({ kind: "placed", text });
  const renamed = functions("one", "four", "three");
  expect(placeCode(original, renamed)).toEqual({ kind: "unplaced" });
});

function functions(...names: readonly string[]): string {
  return names.map((name) => `function ${name}() {\n  return ${name};\n}\n`).join("\n");
}

function alone(_: Sample, shown: readonly Callable[], bodies: Bodies): readonly string[] {
  return separated(shown.map((one) => linesOf(one, bodies)));
}

function inContainers(
  { elision }: Sample,
  shown: readonly Callable[],
  bodies: Bodies,
): readonly string[] {
  const lines = [elision];
  for (const [container, own] of Map.groupBy(shown, (one) => one.container)) {
    const inner = container === undefined ? elision : marginOf(own) + elision;
    lines.push(...(container?.header ?? []), inner);
    for (const one of own) lines.push(...linesOf(one, bodies), "", inner);
    lines.push(...(container?.footer ?? []), elision);
  }
  return lines;
}

/** Another one has the same header, or a method is below a function, which only its indentation tells in Python. */
function isAmbiguous(
  { callables, language }: Sample,
  shape: string,
  shown: readonly Callable[],
): boolean {
  if (shape === "in what it is in") return false;
  const isMixed = marginOf(shown) < marginOf(shown.slice(1));
  if (language === "Python" && shape !== "without indentation" && isMixed) return true;
  const headers = callables.map(({ header }) => header.join());
  return shown.some(
    ({ header }) => headers.indexOf(header.join()) !== headers.lastIndexOf(header.join()),
  );
}

function separated(parts: readonly (readonly string[])[]): readonly string[] {
  return parts.flatMap((part, index) => (index === 0 ? part : ["", ...part]));
}

function marginOf(callables: readonly Callable[]): string {
  return /^\s*/.exec(callables[0]?.header[0] ?? "")?.[0] ?? "";
}

function dedented(lines: readonly string[]): readonly string[] {
  const margin = /^\s*/.exec(lines[0] ?? "")?.[0] ?? "";
  return lines.map((line) => (line.startsWith(margin) ? line.slice(margin.length) : line));
}
