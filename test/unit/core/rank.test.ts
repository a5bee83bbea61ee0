import * as fc from "fast-check";
import { expect, test } from "vitest";
import { rank } from "../../../src/core/rank.ts";

const paths = [
  "src/greetings/index.ts",
  "docs/regretted.md",
  "web/greet.ts",
  "web/greet.test.ts",
  "lib/gateway/reader/entry.ts",
];
const named = (query: string) => rank(query, paths, (path) => path, 10);

test("a name that begins with the query comes first, then one that has it, then a folder, then scattered letters", () => {
  expect(named("GREET")).toEqual([
    "web/greet.ts",
    "web/greet.test.ts",
    "src/greetings/index.ts",
    "lib/gateway/reader/entry.ts",
  ]);
  expect(named("gret")).toEqual([
    "docs/regretted.md",
    "web/greet.ts",
    "web/greet.test.ts",
    "src/greetings/index.ts",
    "lib/gateway/reader/entry.ts",
  ]);
  expect(named("web/gr")).toEqual(["web/greet.ts", "web/greet.test.ts"]);
  expect(named("xyz")).toEqual([]);
  expect(named("")).toEqual(paths);
});

test("the limit keeps the best, as if all had been sorted", () => {
  const name = fc.stringMatching(/^[abc/]{0,8}$/);
  fc.assert(
    fc.property(name, fc.array(name), fc.integer({ min: 1, max: 5 }), (query, all, limit) => {
      const whole = rank(query, all, (text) => text, all.length + 1);
      expect(rank(query, all, (text) => text, limit)).toEqual(whole.slice(0, limit));
    }),
  );
});
