import { describe, expect, test } from "vitest";
import { builtInModels, findModel, listModels, takes, thinks } from "../../../src/core/models.ts";
import type { Model } from "../../../src/shared/model.ts";

describe("listModels", () => {
  test("settings add models and override single facts of built-in ones", () => {
    const models = listModels({
      settings: [
        { id: "gpt-oss-120b", contextLength: 32_000 },
        { id: "our-own", name: "Our own" },
      ],
    });
    expect(models.map(({ id }) => id)).toEqual([...builtInModels.map(({ id }) => id), "our-own"]);
    expect(models[0]).toMatchObject({ name: "GPT-OSS 120B", contextLength: 32_000 });
  });

  test("the server's list replaces the built-in one, whose facts stay", () => {
    const models = listModels({
      server: [{ id: "gpt-oss-120b", contextLength: 65_536 }, { id: "new" }],
      learned: [
        { id: "gone", input: ["text"] },
        { id: "new", refuses: ["top_k"] },
      ],
    });
    expect(models).toEqual([
      {
        id: "gpt-oss-120b",
        name: "GPT-OSS 120B",
        contextLength: 65_536,
        input: ["text"],
        thinking: "effort",
      },
      { id: "new", refuses: ["top_k"] },
    ]);
  });

  test("what the user says wins over what was learned", () => {
    const [model] = listModels({
      server: [{ id: "m", input: ["text"] }],
      learned: [{ id: "m", input: ["text"] }],
      settings: [{ id: "m", input: ["text", "image"] }],
    });
    expect(model?.input).toEqual(["text", "image"]);
  });
});

describe("findModel", () => {
  test.each([
    ["Qwen/Qwen3-VL-235B", "yes"],
    ["google/gemma-3-27b", "yes"],
    ["moonshot/kimi-k2.5", "yes"],
    ["gpt-oss-20b", "unknown"],
    ["marvelous", "unknown"],
  ])("guesses from the id %s that it sees pictures: %s", (id, sees) => {
    expect(takes(findModel([], id), "image")).toBe(sees);
  });

  test.each([
    ["gpt-oss", "asked"],
    ["deepseek-v31", "asked"],
    ["glm5", "asked"],
    ["DeepSeek-R1-0528", "always"],
    ["qwen3-30b-a3b-thinking-2507", "always"],
    ["qwen3-30b-a3b-instruct-2507", "no"],
    ["llama31-8b", undefined],
  ])("guesses from the id %s how it thinks: %s", (id, expected) => {
    expect(thinks(findModel([], id))).toBe(expected);
  });

  test("facts win over guesses", () => {
    const model = findModel([{ id: "not-vl-2", input: ["text"] }], "not-vl-2");
    expect(takes(model, "image")).toBe("no");
  });

  test("what was learned counts for a model that is not listed, and for a listed one what the user says", () => {
    const learned: Model[] = [
      { id: "our-vl", input: ["text"], refuses: ["min_p"] },
      { id: "listed", contextLength: 1000 },
    ];
    expect(findModel([], "our-vl", learned)).toEqual(learned[0]);
    const listed = listModels({ learned, settings: [{ id: "listed", contextLength: 2000 }] });
    expect(findModel(listed, "listed", learned).contextLength).toBe(2000);
  });
});
