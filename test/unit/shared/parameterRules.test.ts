import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readParameters } from "../../../src/core/parameters.ts";
import {
  parameterFaults,
  parameterNames,
  parameterProblem,
  parameterRules,
  parameterWarnings,
} from "../../../src/shared/parameterRules.ts";
import manifest from "../../../package.json" with { type: "json" };

describe("parameterProblem", () => {
  test.each([
    ["temperature", [0, 2, 0.7], [-0.1, 2.1, Number.NaN, Infinity, "1", null, true]],
    ["max_tokens", [1, 8192], [0, -1, 1.5, 2 ** 53]],
    ["top_p", [0.01, 1], [0, 1.01]],
    ["top_k", [0, 100], [-1, 101, 2.5]],
    ["min_p", [0, 1], [-0.01, 1.01]],
    ["repetition_penalty", [0.1, 100], [0, 101]],
    ["reasoning_effort", ["none", "xhigh"], ["max", "", 1]],
    ["thinking", [true, false], ["true", 1, null]],
  ] as const)("%s takes its range and nothing else", (name, good, bad) => {
    for (const value of good) expect(parameterProblem(name, value)).toBeUndefined();
    for (const value of bad) expect(parameterProblem(name, value)).toBeTypeOf("string");
  });

  test("says the range in words", () => {
    expect(parameterProblem("temperature", 3)).toBe("a number from 0 to 2");
    expect(parameterProblem("top_p", 0)).toBe("a number above 0 and at most 1");
    expect(parameterProblem("max_tokens", 0)).toBe("a whole number of at least 1");
  });

  test("values that do not fit are left out, and named with what would", () => {
    const values = { temperature: 5, top_k: 7, stream: "no", thinking: false, top: 1 };
    expect(readParameters(values)).toEqual({ top_k: 7, thinking: false });
    expect(parameterFaults(values)).toEqual([
      "temperature must be a number from 0 to 2",
      "stream must be true or false",
      "top is no parameter",
    ]);
  });

  test("the settings schema allows exactly what the rules allow", () => {
    const schema: Record<string, Record<string, unknown>> = manifest.contributes.configuration
      .properties["eigen.parameters"].properties;
    expect(Object.keys(schema).toSorted()).toEqual(parameterNames.toSorted());
    for (const name of parameterNames) {
      const rule = parameterRules[name];
      const expected =
        rule.kind === "choice"
          ? { enum: rule.choices }
          : rule.kind === "boolean"
            ? { type: "boolean" }
            : {
                type: rule.integer ? "integer" : "number",
                [rule.aboveMin ? "exclusiveMinimum" : "minimum"]: rule.min,
                ...(rule.max < Number.MAX_SAFE_INTEGER && { maximum: rule.max }),
              };
      expect(schema[name], name).toEqual(expected);
    }
  });
});

describe("parameterWarnings", () => {
  const model = { id: "m", thinking: "none", maxOutputTokens: 100, refuses: ["min_p"] } as const;
  const names = (parameters: Parameters<typeof parameterWarnings>[0]) =>
    parameterWarnings(parameters, model).map(({ name }) => name);

  test("warns of what conflicts, and only of what is set", () => {
    expect(names({ temperature: 1, top_p: 0.9 })).toEqual(["top_p"]);
    expect(names({ top_k: 0 })).toEqual(["top_k"]);
    expect(names({ repetition_penalty: 2.1 })).toEqual(["repetition_penalty"]);
    expect(names({ max_tokens: 101 })).toEqual(["max_tokens"]);
    expect(names({ reasoning_effort: "low", thinking: true })).toEqual([
      "reasoning_effort",
      "thinking",
    ]);
    expect(names({ min_p: 0.1 })).toEqual(["min_p"]);
    expect(names({ temperature: 0.2, max_tokens: 100, repetition_penalty: 2, top_k: 1 })).toEqual(
      [],
    );
  });

  test("never warns of a parameter that is not set", () => {
    fc.assert(
      fc.property(
        fc.record(
          { temperature: fc.double(), top_p: fc.double(), top_k: fc.nat(), min_p: fc.double() },
          { requiredKeys: [] },
        ),
        (parameters) => {
          for (const name of names(parameters)) expect(parameters).toHaveProperty(name);
        },
      ),
    );
  });
});
